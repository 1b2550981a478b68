using EmpathyLedger.Benchmarks;
using EmpathyLedger.Benchmarks.Collaboration;

switch (args)
{
    case ["feed", .. var rest]:
        var explain = rest.Contains("--explain");
        await using (var ledger = await BenchmarkLedger.CreateAsync())
        {
            await FeedBenchmark.RunAsync(ledger, explain);
        }

        return 0;
    case ["dashboard", .. var parts]:
        await using (var ledger = await BenchmarkLedger.CreateAsync())
        {
            await DashboardBenchmark.RunAsync(ledger, parts);
        }

        return 0;
    case ["archive"]:
        await using (var ledger = await BenchmarkLedger.CreateAsync())
        {
            await ArchiveBenchmark.RunAsync(ledger);
        }

        return 0;
    case ["text"]:
        await TextBenchmark.RunAsync();
        return 0;
    case ["collaboration", .. var parts]:
        await CollaborationBenchmark.RunAsync(parts);
        return 0;
    case ["collaboration-load", .. var load]:
        return await CollaborationLoad.RunAsync(load);
    case ["opening-load", .. var openings]:
        return await OpeningLoad.RunAsync(openings);
    default:
        Console.WriteLine("./bench.sh feed [--explain]   id look-up and first pages of feeds at 100,000 stories, under the policies and without");
        Console.WriteLine("./bench.sh dashboard [upkeep] [writers] [latency] [push]   live charts at 500,000 stories: how soon they move, what they cost writers, 500 of them at once");
        Console.WriteLine("./bench.sh archive            an archive in and out against COPY of the same rows");
        Console.WriteLine("./bench.sh text               the text engine of writing together against npm quill-delta");
        Console.WriteLine("./bench.sh collaboration [writers] [latency] [opening] [text]   writing together against ShareDB, Hocuspocus and a bare hub");
        return args.Length == 0 ? 0 : 2;
}
