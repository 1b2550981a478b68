using System.Text;
using EmpathyLedger.Core.Stories;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>Stories that a community already has come home, are looked after, and go to those who told them.</summary>
[Collection(nameof(Town))]
public sealed class ArchiveTests(Town town) : Journey(town)
{
    private const string Counted = "Count it in our community's insights";

    [Fact]
    public async Task RealInterviews_AreBroughtCorrectedApprovedAndFound()
    {
        var interviews = SharedData.PathOf("scranton/interviews.csv");
        var tess = await ComeAsync("Tess Brennan", ArchiveDesk.Path);
        var archive = new ArchiveDesk(tess);
        await tess.PictureAsync("archive-1-empty");
        await archive.SendFileAsync(interviews);
        await archive.HasColumnAsync("Who told it (needed)", "narrator");
        await archive.HasColumnAsync("The text (needed)", "transcript");
        await archive.HasColumnAsync("Who asked, or to whom it was told", "interviewer");
        await tess.PictureAsync("archive-2-columns");
        await archive.TryAsync();
        await archive.FindsAsync("18 stories can come in");
        await tess.PictureAsync("archive-3-tried");
        await archive.BringInAsync("18 stories");
        await tess.PictureAsync("archive-4-came-in");

        await archive.OpenAsync("Naugin");
        await archive.TakeUpAsync("Interview with Anthony Naugin");
        var desk = new WritingDesk(tess);
        Assert.Contains("his father was born in", await desk.WordsAsync(), StringComparison.Ordinal);
        await desk.Title.FillAsync("Anthony Naugin on the mines at Throop");
        await desk.IsSavedAsync();
        await archive.DecidedAudienceAsync(PrivacyLevel.Community);
        await archive.DecidedYesAsync(Counted);
        await archive.EnterAsync();
        await tess.SeesAsync("Say how you know: on paper, or said aloud.");
        await archive.SaidAloudBeforeAsync("John L. Earl", "On the tape, at its end.");
        await archive.EnterAsync();
        await archive.IsOnRecordAsync("The community may read it.", "Said aloud; witness: John L. Earl; On the tape, at its end.", "It was brought in, private.");
        await tess.PictureAsync("archive-5-entered");
        var road = new StoryRoadPanel(tess);
        await road.SendAsync();

        var mary = await ComeAsync("Mary Cole");
        var table = new ElderTable(mary);
        await table.TakeUpAsync("Anthony Naugin on the mines at Throop");
        await mary.PictureAsync("archive-6-elder");
        await table.SayItMayBeToldAsync();
        await road.PublishAsync();

        var pilar = await ComeAsync("Pilar Stein", "/search?q=Naugin");
        await pilar.Link("Anthony Naugin on the mines at Throop").ClickAsync();
        await pilar.IsAtAsync("Anthony Naugin on the mines at Throop");
        await pilar.SeesAsync("Anthony Naugin");
        await pilar.PictureAsync("archive-7-read");

        await archive.SendFileAsync(interviews);
        await archive.TryAsync();
        await archive.FindsAsync("18 stories are here already and left out");
        await Assertions.Expect(tess.Page.GetByRole(AriaRole.Button, new() { Name = "Bring in" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Narrator_TakesOverWhatWasKept_AndNobodyElseDecidesAnyMore()
    {
        var tess = (await ComeAsync("Tess Brennan")).Expect("status of 404");
        var archive = new ArchiveDesk(tess);
        await archive.SendFileAsync("letters.csv", "shelf mark,title,narrator,text\nL1,The ferry rope,Pilar of the ferry,It was as thick as an arm.\n");
        await archive.TryAsync();
        await archive.BringInAsync("1 story");
        await archive.OpenAsync("ferry rope");
        await archive.TakeUpAsync("The ferry rope");
        var story = new WritingDesk(tess).StoryId;
        await archive.DecidedAudienceAsync(PrivacyLevel.Community);
        await archive.SaidAloudBeforeAsync("Mary Cole", "At the hall.");
        await archive.EnterAsync();
        await archive.IsOnRecordAsync("witness: Mary Cole");

        await tess.GoAsync($"{ArchiveDesk.Path}/narrators");
        await tess.Page.GetByRole(AriaRole.Button, new() { Name = "Pilar of the ferry" }).ClickAsync();
        var link = await tess.Page.GetByLabel("The link", new() { Exact = true }).InputValueAsync();
        await tess.PictureAsync("archive-8-link");
        await tess.GoAsync(new Uri(link).PathAndQuery);
        await tess.SeesAsync("You made it, so you can't use it yourself.");

        var stranger = await VisitorAsync();
        await stranger.GoAsync(new Uri(link).PathAndQuery);
        await stranger.IsAtAsync("Stories that you told may wait here for you");
        await stranger.DoesNotSeeAsync("Pilar of the ferry");

        var pilar = await ComeAsync("Pilar Stein", new Uri(link).PathAndQuery);
        await pilar.IsAtAsync("Are you Pilar of the ferry?");
        await pilar.PictureAsync("archive-9-claim");
        await pilar.Button("Yes, these are my stories").ClickAsync();
        await pilar.SeesAsync("The stories are yours now.");
        await pilar.GoAsync($"/stories/{story}/edit");
        await new WritingDesk(pilar).IsSavedAsync();
        await pilar.Page.GetByText("What they entered (").ClickAsync();
        await pilar.SeesAsync("Said aloud; witness: Mary Cole; At the hall.");
        await pilar.PictureAsync("archive-10-theirs");

        Assert.Equal(404, (await tess.GoAsync($"/stories/{story}/edit"))!.Status);
        await archive.OpenAsync("ferry rope");
        await tess.SeesHeadingAsync("No story here fits");
    }

    [Fact]
    public async Task FaultyRows_AreNamed_AndStopNoOther_OnAPhone()
    {
        var tess = await ComeAsync("Tess Brennan", device: new()
        {
            ViewportSize = new() { Width = 390, Height = 844 },
            DeviceScaleFactor = 2,
            HasTouch = true,
            IsMobile = true,
        });
        var archive = new ArchiveDesk(tess);
        await archive.SendFileAsync(
            "mixed.csv", "title;narrator;text\nThe long drought;Ida Marsh;No rain for two years.\n;Ida Marsh;Nobody named this one.\n=1+1;Ida Marsh;A sum.\nThe well;Ida Marsh;\n");
        await archive.TryAsync();
        await archive.FindsAsync("1 story can come in");
        await archive.FindsAsync("3 rows can't come in");
        await tess.Button("Only those that can't come in").TapAsync();
        await archive.RowSaysAsync(3, "title");
        await archive.RowSaysAsync(4, "formula");
        await archive.RowSaysAsync(5, "text");
        Assert.Equal(0, await tess.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await tess.PictureAsync("archive-11-phone-rows");
        await archive.BringInAsync("1 story");
        await archive.OpenAsync("drought");
        await tess.SeesAsync("Told by Ida Marsh");
        await tess.PictureAsync("archive-12-phone-kept");
    }

    [Theory]
    [InlineData("table.xlsx", "PK\u0003\u0004not a table", "This is a spreadsheet")]
    [InlineData("nothing.csv", "title,narrator,text\n", "The file has headings and nothing below them.")]
    public async Task FileThatIsNoTable_IsAnsweredInWords(string name, string content, string words)
    {
        var tess = await ComeAsync("Tess Brennan");
        await new ArchiveDesk(tess).SendFileAsync(name, content);
        await tess.SeesAsync(words);
        await Assertions.Expect(tess.Link("Choose another file")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task EmptyFile_IsRefusedBeforeItIsSent()
    {
        var tess = await ComeAsync("Tess Brennan", $"{ArchiveDesk.Path}/bring");
        await new ArchiveDesk(tess).ChooseAsync("empty.csv", []);
        await tess.SeesAsync("That file is empty.");
    }

    [Fact]
    public async Task Table_IsTakenOut_AndComesBackAsKnown()
    {
        var tess = await ComeAsync("Tess Brennan");
        var archive = new ArchiveDesk(tess);
        await archive.SendFileAsync("two.csv", "identifier,title,narrator,text\nT1,The tar road,Nola Reed,\"It shone, \"\"like water\"\".\"\nT2,The gate,Nola Reed,It sang.\n");
        await archive.TryAsync();
        await archive.BringInAsync("2 stories");
        await archive.OpenAsync();
        var download = await tess.Page.RunAndWaitForDownloadAsync(() => tess.Link("Download the table").ClickAsync());
        await using var content = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(content, Encoding.UTF8);
        var table = await reader.ReadToEndAsync(Cancellation);
        Assert.Contains("\"It shone, \"\"like water\"\".\"", table, StringComparison.Ordinal);
        await archive.SendFileAsync("again.csv", table);
        await archive.TryAsync();
        await archive.FindsAsync("here already and left out");
        await Assertions.Expect(tess.Page.GetByRole(AriaRole.Button, new() { Name = "Bring in" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Member_FindsNoArchive()
    {
        var pilar = (await ComeAsync("Pilar Stein")).Expect("status of 404");
        foreach (var path in new[] { ArchiveDesk.Path, $"{ArchiveDesk.Path}/bring", $"{ArchiveDesk.Path}/narrators", $"{ArchiveDesk.Path}/stories.csv" })
        {
            Assert.Equal(404, (await pilar.GoAsync(path))!.Status);
        }
    }
}
