using System.Globalization;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Tests.Database;

namespace EmpathyLedger.Tests.Stories.Road;

/// <summary>What is kept of a story while it is written, by whom, and how much of it.</summary>
public sealed class KeptVersionsTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private RoadTown _town = null!;
    private Guid _story;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _town = await RoadTown.SettleAsync(ledger);
        _story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Versions_SayWhoKeptThem()
    {
        Assert.Equal(KeepOutcome.Kept, await KeepAsync());
        await WriteAsync(1);
        await WriteAsync(2);
        Assert.Equal(SendOutcome.Sent, await _town.SendAsync(_story));
        var first = (await PageAsync()).Versions.Single(version => version.Number == 1);
        await _town.Versions.RestoreAsync(_town.Storyteller, _story, first.Id, Cancellation);

        Assert.Equal(
            [
                (VersionKind.Restored, VersionKeeper.Automatic), (VersionKind.Sent, VersionKeeper.Person),
                (VersionKind.Kept, VersionKeeper.Automatic), (VersionKind.Kept, VersionKeeper.Person),
            ],
            (await PageAsync()).Versions.Select(version => (version.Kind, version.KeptBy)));
    }

    [Fact]
    public async Task Keep_OfARevisionThatIsKept_MakesNoSecondCopy()
    {
        Assert.Equal(KeepOutcome.Kept, await KeepAsync());
        Assert.Equal(KeepOutcome.Kept, await KeepAsync());
        await WriteAsync(1);

        Assert.Single((await PageAsync()).Versions);
    }

    [Fact]
    public async Task Keep_BeyondAHundred_IsRefusedAndLosesNothing()
    {
        for (var number = 0; number < 100; number++)
        {
            Assert.Equal(KeepOutcome.Kept, await KeepAsync());
            await WriteAsync(number);
        }

        Assert.Equal(KeepOutcome.TooMany, await KeepAsync());
        Assert.Equal(100L, await CountAsync("person"));
        Assert.Equal("Words 99", await ledger.AdminScalarAsync<string>("select body -> 'ops' -> 0 ->> 'insert' from ledger.story_drafts where story_id = $1", _story));
    }

    [Fact]
    public async Task AutomaticKeeps_InAHurry_AreThinnedToTheNewestTwelveAndOneInFiveMinutes()
    {
        for (var number = 0; number < 30; number++)
        {
            await WriteAsync(number);
        }

        Assert.Equal(13L, await CountAsync("automatic"));
        var words = await ledger.AdminScalarAsync<string>(
            "select string_agg(v.body -> 'ops' -> 0 ->> 'insert', ', ' order by v.number desc) from ledger.story_versions v where v.story_id = $1", _story);
        Assert.StartsWith("Words 28, Words 27, Words 26", words, StringComparison.Ordinal);
        Assert.EndsWith("The river came back.\n", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AutomaticKeeps_OverHours_AreAtMostSixty_AndTakeNothingThatWasAskedFor()
    {
        Assert.Equal(KeepOutcome.Kept, await KeepAsync());
        await WriteAsync(0);
        for (var number = 1; number < 75; number++)
        {
            await WriteAsync(number);
            await ledger.AdminAsync($"update ledger.story_versions set created_at = created_at - interval '1 hour' where story_id = '{_story}'");
        }

        Assert.Equal(60L, await CountAsync("automatic"));
        Assert.Equal(1L, await CountAsync("person"));

        var first = await PageAsync();
        var second = await _town.Versions.ListAsync(_town.Storyteller, _story, first.Next, Cancellation);
        var third = await _town.Versions.ListAsync(_town.Storyteller, _story, second!.Next, Cancellation);
        Assert.Equal((30, 30, 1), (first.Versions.Count, second.Versions.Count, third!.Versions.Count));
        Assert.Null(third.Next);
        Assert.Equal(VersionKeeper.Person, third.Versions[0].KeptBy);
        Assert.Equal(61, first.Versions.Concat(second.Versions).Concat(third.Versions).Select(version => version.Number).Distinct().Count());
    }

    [Fact]
    public async Task Sending_MoreThanTwentyTimesADay_IsRefusedAndChangesNothing()
    {
        for (var time = 0; time < 20; time++)
        {
            Assert.Equal(SendOutcome.Sent, await _town.SendAsync(_story));
        }

        var before = (await _town.StandingAsync(_story)).Submitted!.VersionId;
        Assert.Equal(SendOutcome.TooOften, await _town.SendAsync(_story));
        Assert.Equal(before, (await _town.StandingAsync(_story)).Submitted!.VersionId);

        await ledger.AdminAsync($"update ledger.story_versions set created_at = created_at - interval '1 day' where story_id = '{_story}'");
        Assert.Equal(SendOutcome.Sent, await _town.SendAsync(_story));
    }

    [Fact]
    public async Task ShowingToChosenPeople_MoreThanTwentyTimesADay_IsRefused()
    {
        var story = await _town.WriteAsync(PrivacyLevel.People);
        for (var time = 0; time < 20; time++)
        {
            Assert.Equal(PublishOutcome.Published, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));
        }

        Assert.Equal(PublishOutcome.TooOften, await _town.Road.PublishAsync(_town.Storyteller, story, Cancellation));
        Assert.True((await _town.StandingAsync(story)).IsOpen);
    }

    private Task<KeepOutcome> KeepAsync() => _town.Versions.KeepAsync(_town.Storyteller, _story, Cancellation);

    private async Task<VersionPage> PageAsync() => (await _town.Versions.ListAsync(_town.Storyteller, _story, null, Cancellation))!;

    private Task<long> CountAsync(string keptBy) => ledger.AdminScalarAsync<long>(
        "select count(*) from ledger.story_versions where story_id = $1 and kept_by::text = $2", _story, keptBy);

    /// <summary>As when somebody comes back to it after a while: what was there is kept by itself.</summary>
    private async Task WriteAsync(int number)
    {
        await ledger.AdminAsync($"update ledger.story_drafts set saved_at = saved_at - interval '31 minutes' where story_id = '{_story}'");
        Assert.Equal("saved", await _town.SaveAsync(
            _town.Storyteller, _story, "A title", string.Create(CultureInfo.InvariantCulture, $$"""{"ops":[{"insert":"Words {{number}}"}]}"""), _town.River));
    }
}
