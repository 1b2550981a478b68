using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.Stories.Road;

namespace EmpathyLedger.Tests.Stories.People;

/// <summary>A word is in before its author's part ended or changed, or not at all; an answer counts before it ended, or not at all.</summary>
public sealed class PartRacesTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private const string Append =
        "select app.append_operations($1, $2, array[gen_random_uuid()], '{1}', array[convert_to('{}', 'UTF8')])::text";

    private RoadTown _town = null!;
    private Guid _story;

    private StoryPeople People { get; } = new(ledger.Database, new AttemptLimiter(TimeProvider.System), TimeProvider.System);

    public static TheoryData<string, bool> Endings => new()
    {
        { "select app.end_part($1, $2)", true }, { "select app.end_part($1, $2)", false },
        { "select app.change_part($1, $2, 'watcher')", true }, { "select app.change_part($1, $2, 'watcher')", false },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _town = await RoadTown.SettleAsync(ledger);
        _story = await _town.WriteAsync(PrivacyLevel.Community, _town.River);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Writing_WhileThePartEnds_WaitsAndIsNotTaken(string sql, bool hasHead)
    {
        var revision = await RevisionAsync(hasHead);
        Task<string?> writing;
        await using (var ending = await ledger.Database.BeginAsync(_town.Storyteller, Cancellation))
        {
            Assert.Contains(await ending.ScalarAsync<string>(sql, Args), (string[])["ended", "changed"]);
            writing = Task.Run(() => WriteAsync(revision), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, writing);
            await ending.CommitAsync();
        }

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, await writing);
        Assert.Equal(hasHead ? 1L : 0L, await OperationsAsync());
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task EndingAPart_WhileWritingIsUnderWay_WaitsForIt(string sql, bool hasHead)
    {
        var revision = await RevisionAsync(hasHead);
        Task<string> ending;
        await using (var writing = await ledger.Database.BeginAsync(_town.CoAuthor, Cancellation))
        {
            await writing.ScalarAsync<string>(Append, _story, revision);
            ending = Task.Run(() => _town.AskAsync(_town.Storyteller, sql, Args), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, ending);
            await writing.CommitAsync();
        }

        Assert.Contains(await ending, (string[])["ended", "changed"]);
        Assert.Equal(hasHead ? 2L : 1L, await OperationsAsync());
        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, await WriteAsync(revision + 1));
    }

    [Fact]
    public async Task Accepting_WhileTheInvitationEnds_WaitsAndFindsNothing()
    {
        await People.InviteAsync(_town.Storyteller, _story, _town.Friend.ProfileId!.Value, StoryPart.CoAuthor, Cancellation);
        var asked = Assert.Single(await People.MyInvitationsAsync(_town.Friend, Cancellation));
        Task<AnswerInvitationOutcome> answering;
        await using (var ending = await ledger.Database.BeginAsync(_town.Storyteller, Cancellation))
        {
            Assert.Equal("ended", await ending.ScalarAsync<string>("select app.end_story_invitation($1)", asked.Id));
            answering = Task.Run(() => People.AnswerAsync(_town.Friend, asked.Id, true, Cancellation), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, answering);
            await ending.CommitAsync();
        }

        Assert.Equal(AnswerInvitationOutcome.NotFound, await answering);
        Assert.Null(await People.FindPartAsync(_town.Friend, _story, Cancellation));
    }

    [Fact]
    public async Task Link_OpenedByTwoAtOnce_IsForOneOfThem()
    {
        for (var round = 0; round < 8; round++)
        {
            var token = (await People.MakeLinkAsync(_town.Storyteller, _story, StoryPart.Commenter, Cancellation)).Token!.Value;
            var answers = await Task.WhenAll(
                Task.Run(() => People.AcceptLinkAsync(_town.Friend, token, Cancellation), Cancellation),
                Task.Run(() => People.AcceptLinkAsync(_town.Stranger, token, Cancellation), Cancellation));
            Assert.Equal([AcceptLinkOutcome.Accepted, AcceptLinkOutcome.NotFound], answers.Select(answer => answer.Outcome).Order());
            await People.LeaveAsync(_town.Friend, _story, Cancellation);
            await People.LeaveAsync(_town.Stranger, _story, Cancellation);
        }
    }

    /// <summary>The elder's answer and the elder's becoming an author are one after the other: never both.</summary>
    [Fact]
    public async Task Deciding_WhileBecomingACoAuthor_WaitsAndIsOnesOwnStory()
    {
        await _town.SendAsync(_story);
        await People.InviteAsync(_town.Storyteller, _story, _town.Elder.ProfileId!.Value, StoryPart.CoAuthor, Cancellation);
        var asked = Assert.Single(await People.MyInvitationsAsync(_town.Elder, Cancellation));
        Task<string> deciding;
        await using (var joining = await ledger.Database.BeginAsync(_town.Elder, Cancellation))
        {
            Assert.Equal("accepted", await joining.ScalarAsync<string>("select app.answer_story_invitation($1, true)", asked.Id));
            deciding = Task.Run(() => _town.DecideAsync(_town.Elder, _story, _town.River, "approve"), Cancellation);
            await LockWaits.UntilItWaitsAsync(ledger, deciding);
            await joining.CommitAsync();
        }

        Assert.Equal("own_story", await deciding);
    }

    /// <summary>Writers, the snapshot of what they wrote, and parts that come and go: nobody waits in a circle.</summary>
    [Fact]
    public async Task WritingSavingAndChangingParts_AtOnce_DoNotDeadlock()
    {
        await RevisionAsync(hasHead: true);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(
            async () =>
            {
                for (var round = 0; round < 10; round++)
                {
                    switch (number % 4)
                    {
                        case 0:
                            await WriteAsync(await HeadAsync());
                            break;
                        case 1:
                            await _town.AskAsync(_town.Storyteller, """
                                select app.save_snapshot($1, $2, gen_random_uuid(), '{"title": "T", "summary": "", "language": "en", "direction": "ltr",
                                  "toldWhen": "", "toldTo": "", "place": "", "themes": [], "warnings": [], "people": [], "isSensitive": false}',
                                  '{"ops":[{"insert":"x\n"}]}', 'x', '', 1)
                                """, _story, await HeadAsync());
                            break;
                        case 2:
                            await _town.AskAsync(_town.Storyteller, "select app.change_part($1, $2, 'watcher')", _story, _town.CoAuthor.ProfileId!);
                            break;
                        default:
                            await _town.AskAsync(_town.Storyteller, "select app.change_part($1, $2, 'co_author')", _story, _town.CoAuthor.ProfileId!);
                            break;
                    }
                }
            },
            Cancellation)));
    }

    private object[] Args => [_story, _town.CoAuthor.ProfileId!.Value];

    private async Task<int> RevisionAsync(bool hasHead)
    {
        if (!hasHead)
        {
            // As of a story that was written before there were operations.
            await ledger.AdminAsync($"delete from ledger.story_heads where story_id = '{_story}'");
        }

        return await ledger.AdminScalarAsync<int>("select revision from ledger.story_drafts where story_id = $1", _story);
    }

    private Task<int> HeadAsync() => ledger.AdminScalarAsync<int>("select revision from ledger.story_heads where story_id = $1", _story);

    /// <returns>Null when it was taken.</returns>
    private async Task<string?> WriteAsync(int revision)
    {
        try
        {
            await _town.AskAsync(_town.CoAuthor, Append, _story, revision);
            return null;
        }
        catch (Npgsql.PostgresException refused) when (refused.SqlState is Npgsql.PostgresErrorCodes.InsufficientPrivilege or "ELD02")
        {
            return refused.SqlState;
        }
    }

    private Task<long> OperationsAsync() => ledger.AdminScalarAsync<long>("select count(*) from ledger.story_operations where story_id = $1", _story);
}
