using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using EmpathyLedger.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>
/// Every page, as each kind of person sees it: nothing for axe to find in light or dark, enough contrast where more of it is
/// asked for, nothing wider than the screen at 390 and 1280 px, no word in the console, and on each that its people are
/// invented. A page that no list below visits fails the last test.
/// </summary>
[Collection(nameof(Town))]
public sealed partial class EveryPageTests(Town town) : Journey(town)
{
    private const string Public = "{public}";
    private const string RightToLeft = "{rtl}";
    private const string Own = "{own}";
    private const string Sent = "{sent}";
    private const string Copy = "{copy}";
    private const string Import = "{import}";

    // Without /problem/503: it looks again by itself and goes away, as there is a database.
    private static readonly string[] Visitors =
    [
        "/", "/stories", $"/stories/{Public}", $"/stories/{RightToLeft}", "/search", "/search?q=flood", "/look", "/more", "/demo",
        "/account/sign-in", "/account/register", "/account/check-your-mail", "/account/confirm", "/account/forgotten-password",
        "/account/reset-password", "/account/not-allowed", "/communities/saltbush-river", "/join/no-such-invitation", "/claim/no-such-link",
        "/stories/join/no-such-link", "/setup",
        "/not-set-up", "/no-such-page", "/not-found", "/problem/400", "/problem/403", "/problem/429", "/problem/500",
    ];

    private static readonly string[] Tellers =
    [
        "/", "/stories", "/stories?community=saltbush-river", "/stories?feed=yours", "/stories?feed=told-to-you", $"/stories/{Own}", "/my-stories", "/write",
        $"/stories/{Sent}/edit", $"/stories/{Own}/edit", $"/stories/{Sent}/versions", $"/stories/{Sent}/history",
        $"/stories/{Sent}/history/compare?before=r0&after=now", $"/stories/{Sent}/history/replay?after=0&until=1", "/communities", "/communities/north-shed", "/account/profile", "/insights", "/more",
    ];

    private static readonly string[] Elders = ["/", "/reviews", $"/reviews/{Copy}", "/communities/saltbush-river", "/more"];

    private static readonly string[] Stewards =
    [
        "/", "/communities", "/communities/saltbush-river", "/communities/saltbush-river/people", "/communities/saltbush-river/settings", "/communities/new",
        "/communities/saltbush-river/insights", "/communities/saltbush-river/insights?period=month", "/communities/saltbush-river/insights?from=1999-02-31&to=",
        "/communities/saltbush-river/insights/stories?period=year&theme=Water",
        "/communities/saltbush-river/archive", "/communities/saltbush-river/archive?words=nobody", "/communities/saltbush-river/archive/bring?trouble=TooLarge",
        "/communities/saltbush-river/archive/narrators", $"/communities/saltbush-river/archive/imports/{Import}",
    ];

    [Fact]
    public Task Visitor_SeesSoundPages() => LookAtAsync(null, Visitors);

    [Fact]
    public Task Storyteller_SeesSoundPages() => LookAtAsync("Joan Carter", Tellers);

    [Fact]
    public Task Elder_SeesSoundPages() => LookAtAsync("Mary Cole", Elders);

    [Fact]
    public async Task Steward_SeesSoundPages()
    {
        // The demonstration has no table of its own on its way in.
        var archive = new ArchiveDesk(await ComeAsync("Tess Brennan"));
        await archive.SendFileAsync("page.csv", "title,narrator,text\nThe kiln,Ada Wren,It never went out.\n,Ada Wren,Nameless.\n");
        await archive.TryAsync();
        await archive.FindsAsync("1 story can come in");
        await LookAtAsync("Tess Brennan", Stewards);
    }

    [Fact]
    public void EveryRoute_IsLookedAt()
    {
        var visited = Visitors.Concat(Tellers).Concat(Elders).Concat(Stewards).Select(path => path.Split('?')[0]).ToList();
        var routes = typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false)).Cast<RouteAttribute>();
        Assert.All(routes, route => Assert.Contains(visited, path => IsOf(route.Template, path)));
    }

    private async Task LookAtAsync(string? name, string[] paths)
    {
        // A refused address is refused on purpose; the browser says so in its console.
        var person = (name is null ? await VisitorAsync() : await ComeAsync(name)).Expect("the server responded with a status of");
        List<string> found = [];
        foreach (var path in paths)
        {
            var address = await FillAsync(path);
            var answer = await person.GoAsync(address);
            await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            if (address.Contains("/edit", StringComparison.Ordinal))
            {
                await new WritingDesk(person).IsSavedAsync();
            }

            found.AddRange((await FaultsAsync(person)).Select(fault => $"{name ?? "A visitor"} at {path} ({answer?.Status}): {fault}"));
            await person.PictureAsync($"page-{name?.Split(' ')[0] ?? "visitor"}-{Unsafe().Replace(path, "-")}");
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static async Task<List<string>> FaultsAsync(Person person)
    {
        List<string> faults = [];
        if (await person.Page.Locator(".demo").CountAsync() == 0)
        {
            faults.Add("it does not say that its people are invented");
        }

        foreach (var look in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await person.Page.EmulateMediaAsync(new() { ColorScheme = look });
            await IsStillAsync(person);
            var result = await person.Page.RunAxe();
            faults.AddRange(result.Violations.Select(violation =>
                $"{look} {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html.Length > 160 ? node.Html[..160] : node.Html))}"));
        }

        foreach (var look in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await person.Page.EmulateMediaAsync(new() { ColorScheme = look, Contrast = Contrast.More });
            await IsStillAsync(person);
            var result = await person.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") });
            faults.AddRange(result.Violations.Select(violation =>
                $"{look}, more contrast, {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
        }

        await person.Page.EmulateMediaAsync(new() { Contrast = Contrast.NoPreference });
        foreach (var width in new[] { 390, 1280 })
        {
            await person.Page.SetViewportSizeAsync(width, 900);
            var over = await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 0)
            {
                faults.Add($"{over} px wider than a screen of {width}");
            }
        }

        return faults;
    }

    /// <summary>Colours that are still on their way to the new look belong to neither.</summary>
    private static async Task IsStillAsync(Person person) => await person.Page.EvaluateAsync(
        """
        () => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => Promise.allSettled(
          document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity).map(one => one.finished)))
        """);

    private async Task<string> FillAsync(string path)
    {
        foreach (var (mark, sql) in new Dictionary<string, string>
        {
            [Public] = "select story_id from ledger.story_drafts where title = 'Boats at the hospital steps'",
            [RightToLeft] = "select story_id from ledger.story_drafts where title = 'الشتاء الأول والحطب الأخضر'",
            [Own] = "select story_id from ledger.story_drafts where title like 'The season we played with nine men%'",
            [Sent] = "select story_id from ledger.story_drafts where title = 'The year the river came back'",
            [Import] = "select id from ledger.imports order by created_at desc",
            [Copy] = "select v.id from ledger.story_versions v join ledger.story_drafts d using (story_id) where d.title = 'The year the river came back' order by v.id desc",
        })
        {
            if (path.Contains(mark, StringComparison.Ordinal))
            {
                return path.Replace(mark, (await Town.AskDatabaseAsync<Guid>(sql)).ToString(), StringComparison.Ordinal);
            }
        }

        return path;
    }

    private static bool IsOf(string template, string path) =>
        Regex.IsMatch(path, "^" + Parameter().Replace(template, "[^/]+") + "$");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[^a-z0-9-]+", RegexOptions.IgnoreCase)]
    private static partial Regex Unsafe();
}
