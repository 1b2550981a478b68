using System.Text;
using EmpathyLedger.Core.Stories;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>Where a steward brings stories in, and looks after them.</summary>
public sealed class ArchiveDesk(Person steward)
{
    public const string Path = "/communities/saltbush-river/archive";

    private ILocator Rows => steward.Page.Locator("ul.rows");

    private ILocator Decided => steward.Page.Locator("#audience");

    private ILocator State => steward.Page.Locator(".where .chip");

    public Task OpenAsync(string search = "") => steward.GoAsync(search.Length == 0 ? Path : $"{Path}?words={Uri.EscapeDataString(search)}");

    public async Task SendFileAsync(string path)
    {
        await steward.GoAsync($"{Path}/bring");
        await steward.Page.GetByLabel("The table of stories").SetInputFilesAsync(path);
        await SendAsync();
    }

    public async Task SendFileAsync(string name, string content)
    {
        await steward.GoAsync($"{Path}/bring");
        await ChooseAsync(name, Encoding.UTF8.GetBytes(content));
        await SendAsync();
    }

    public Task ChooseAsync(string name, byte[] content) =>
        steward.Page.GetByLabel("The table of stories").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = content });

    public Task SendAsync() => steward.Button("Send the file").ClickAsync();

    public Task StandsAtAsync(string state) => Assertions.Expect(State).ToHaveTextAsync(state);

    /// <summary>The column that the portal took for this.</summary>
    public async Task HasColumnAsync(string field, string heading) => Assert.Equal(
        heading,
        await steward.Page.GetByLabel(field).EvaluateAsync<string>("select => select.selectedOptions[0].textContent"));

    public Task TryAsync() => steward.Button("Try it: see what would come in").ClickAsync();

    public Task FindsAsync(string words) => Assertions.Expect(steward.Page.Locator("ul.counts")).ToContainTextAsync(words);

    public Task RowSaysAsync(int row, string words) => Assertions.Expect(
        Rows.GetByRole(AriaRole.Listitem).Filter(new() { Has = steward.Page.GetByText($"Row {row}", new() { Exact = true }) })).ToContainTextAsync(words);

    public async Task BringInAsync(string stories)
    {
        await steward.Button($"Bring in {stories}").ClickAsync();
        await StandsAtAsync($"{stories} came in");
    }

    public async Task TakeUpAsync(string title)
    {
        await steward.Page.Locator("li.kept", new() { HasText = title }).GetByRole(AriaRole.Link).ClickAsync();
        await new WritingDesk(steward).IsSavedAsync();
    }

    public Task DecidedAudienceAsync(PrivacyLevel level) => Decided.Locator($"input[name=entered-audience][value={level}]").CheckAsync();

    public Task DecidedYesAsync(string purpose) => Decided.GetByRole(AriaRole.Checkbox, new() { Name = purpose }).CheckAsync();

    public async Task SaidAloudBeforeAsync(string witness, string note)
    {
        await Decided.GetByLabel("They said it aloud").CheckAsync();
        await Decided.GetByLabel("Who was there and can say so?").FillAsync(witness);
        await Decided.GetByLabel("When was it, and what was said?").FillAsync(note);
    }

    public Task EnterAsync() => steward.Button("Enter what they decided").ClickAsync();

    public async Task IsOnRecordAsync(params string[] words)
    {
        await Decided.Locator("summary").Filter(new() { HasText = "on record" }).ClickAsync();
        foreach (var line in words)
        {
            await Assertions.Expect(Decided).ToContainTextAsync(line);
        }
    }
}
