using System.Globalization;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>A community's numbers, as one of its leads watches them.</summary>
public sealed class InsightsWall(Person lead)
{
    public const string Path = "/communities/saltbush-river/insights";

    private ILocator Mark => lead.Page.Locator(".live");

    private ILocator Figure => lead.Page.Locator("#figure-told");

    private ILocator Card(string title) => lead.Page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });

    public Task IsLiveAsync() => MarkSaysAsync("Live");

    public Task MarkSaysAsync(string words) => Assertions.Expect(Mark.Locator("[data-when]:visible")).ToContainTextAsync(words);

    public async Task<int> ToldAsync() => int.Parse(await Figure.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public Task HasToldAsync(int stories) => Assertions.Expect(Figure).ToHaveTextAsync(stories.ToString("N0", CultureInfo.InvariantCulture));

    public Task IsSaidAsync(string words) => Assertions.Expect(lead.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = words })).ToHaveCountAsync(1);

    public async Task UnfoldAsync(string chart) => await Card(chart).GetByText("As a table").ClickAsync();

    public async Task<int> InTableAsync(string chart, string row) =>
        int.Parse(await Cell(chart, row).InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public Task HasInTableAsync(string chart, string row, int value) =>
        Assertions.Expect(Cell(chart, row)).ToHaveTextAsync(value.ToString("N0", CultureInfo.InvariantCulture));

    public Task IsDrawnAsync(string chart) => Assertions.Expect(Card(chart).Locator("svg .apexcharts-bar-area").First).ToBeAttachedAsync();

    private ILocator Cell(string chart, string row) =>
        Card(chart).GetByRole(AriaRole.Row).Filter(new() { Has = lead.Page.GetByRole(AriaRole.Rowheader, new() { Name = row, Exact = true }) })
            .GetByRole(AriaRole.Cell).First;
}
