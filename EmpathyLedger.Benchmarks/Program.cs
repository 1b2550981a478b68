using EmpathyLedger.Benchmarks;

switch (args)
{
    case ["feed", .. var rest]:
        var explain = rest.Contains("--explain");
        await using (var ledger = await BenchmarkLedger.CreateAsync())
        {
            await FeedBenchmark.RunAsync(ledger, explain);
        }

        return 0;
    default:
        Console.WriteLine("./bench.sh feed [--explain]   id look-up and first pages of feeds at 100,000 stories, under the policies and without");
        return args.Length == 0 ? 0 : 2;
}
