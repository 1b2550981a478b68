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

    /// <summary>By series: the bars that have a size, and the numbers of the table that are more than nought.</summary>
    public async Task<(int[] Drawn, int[] Counted)> BarsAsync(string chart)
    {
        await IsDrawnAsync(chart);
        var both = await Card(chart).EvaluateAsync<int[][]>(
            """
            card => {
              const series = [...card.querySelectorAll(".apexcharts-bar-series .apexcharts-series")];
              const rows = [...card.querySelectorAll("tbody tr")].map(row => [...row.querySelectorAll("td")].map(cell => cell.textContent !== "0"));
              return [
                series.map(one => [...one.querySelectorAll(".apexcharts-bar-area")].filter(bar => bar.getAttribute("val") > 0 && bar.getBBox().height > 0).length),
                rows[0].map((_, at) => rows.filter(row => row[at]).length)];
            }
            """);
        return (both[0], both[1]);
    }

    /// <summary>The columns of this period come to so many together.</summary>
    public Task HasPicturedAsync(string chart, int total) => lead.Page.WaitForFunctionAsync(
        """
        ([chart, total]) => {
          const card = [...document.querySelectorAll(".chart-card")].find(one => one.querySelector("h2").textContent === chart);
          const bars = [...card.querySelectorAll(".apexcharts-series")][0]?.querySelectorAll(".apexcharts-bar-area") ?? [];
          return [...bars].reduce((sum, bar) => sum + Number(bar.getAttribute("val")), 0) === total;
        }
        """,
        new object[] { chart, total });

    private ILocator Cell(string chart, string row) =>
        Card(chart).GetByRole(AriaRole.Row).Filter(new() { Has = lead.Page.GetByRole(AriaRole.Rowheader, new() { Name = row, Exact = true }) })
            .GetByRole(AriaRole.Cell).First;
}
