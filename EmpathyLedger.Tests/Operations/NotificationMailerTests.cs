using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Mail;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Tests.Database;
using EmpathyLedger.Tests.TestDoubles;
using MailKit.Net.Smtp;
using MimeKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EmpathyLedger.Tests.Operations;

public sealed class NotificationMailerTests(LedgerDatabaseFixture ledger) : IClassFixture<LedgerDatabaseFixture>, IAsyncLifetime
{
    private readonly TestMail _mail = new();
    private readonly LedgerEvents _events = new(NullLogger<LedgerEvents>.Instance);
    private readonly TestLogger<NotificationMailer> _log = new();
    private readonly Guid _community = Guid.CreateVersion7();
    private readonly Guid _person = Guid.CreateVersion7();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Email => $"mary-{_person:N}@example.org";

    public async ValueTask InitializeAsync()
    {
        await ledger.AdminAsync(
            $$$"""
            insert into ledger.communities (id, slug, name, role_names) values ('{{{_community}}}', 'shed-{{{_community}}}', 'The North Shed',
              '{"elder": {"one": "Old hand", "many": "Old hands"}, "steward": {"one": "Key holder", "many": "Key holders"}}');
            update ledger.notifications set mail_sent_at = now();
            """);
        await AddPersonAsync(_person, Email);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("review_waiting", "A story waits for the Old hands of The North Shed", "reviews")]
    [InlineData("review_decided", "The Old hands of The North Shed have answered", "my-stories")]
    [InlineData("conditions_met", "What the Old hands of The North Shed asked for is done", "my-stories")]
    [InlineData("membership_asked", "Somebody asks to join The North Shed", "communities/shed-")]
    [InlineData("membership_approved", "Welcome to The North Shed", "communities/shed-")]
    [InlineData("custody_ended", "Stories that you kept in The North Shed", "communities/shed-")]
    [InlineData("story_invited", "Somebody asks you to join in a story", "my-stories")]
    [InlineData("invitation_accepted", "Somebody has joined in your story", "my-stories")]
    [InlineData("invitation_declined", "An answer about your story", "my-stories")]
    [InlineData("part_changed", "Your part in a story has changed", "my-stories")]
    [InlineData("part_ended", "Your part in a story has ended", "my-stories")]
    [InlineData("part_left", "Somebody has left your story", "my-stories")]
    [InlineData("thread_begun", "Somebody has said something about your story", "my-stories")]
    [InlineData("thread_answered", "An answer to what you said about a story", "my-stories")]
    [InlineData("thread_decided", "What became of what you said about a story", "my-stories")]
    [InlineData("membership_refused", "Your question to The North Shed", "my-stories")]
    public async Task Letter_SpeaksInTheCommunitysWords_AndLeadsToTheRightPage(string kind, string subject, string path)
    {
        await NotifyAsync(_person, kind);

        Assert.True(await Mailer().SendWaitingAsync(Cancellation));

        var letter = Assert.Single(_mail.Sent);
        Assert.Equal(Email, letter.ToAddress);
        Assert.Equal(subject, letter.Subject);
        Assert.Contains($"https://stories.example.org/{path}", letter.Text, StringComparison.Ordinal);
        Assert.StartsWith("Hello Mary,", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Elder", letter.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Steward", letter.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Letters_TakenByTwoMailersAtOnce_AreSentOnce()
    {
        const int Letters = 60;
        await NotifyAsync(_person, "review_waiting", Letters);

        await Task.WhenAll(Mailer().SendWaitingAsync(Cancellation), Mailer().SendWaitingAsync(Cancellation));

        Assert.Equal(Letters, _mail.Sent.Count);
        Assert.Equal(0, await OwedAsync());
        Assert.True(await Mailer().SendWaitingAsync(Cancellation));
        Assert.Equal(Letters, _mail.Sent.Count);
    }

    [Fact]
    public async Task Receiver_WithoutConfirmedAddress_GetsNoLetter()
    {
        var stranger = Guid.CreateVersion7();
        await AddPersonAsync(stranger, $"{stranger:N}@example.org", isConfirmed: false);
        await NotifyAsync(stranger, "membership_approved");

        Assert.True(await Mailer().SendWaitingAsync(Cancellation));

        Assert.Empty(_mail.Sent);
        Assert.Equal(0, await OwedAsync());
    }

    [Fact]
    public async Task MailServer_Away_LosesNothingAndIsLoggedWithoutAddresses()
    {
        await NotifyAsync(_person, "review_waiting", 5);
        var failing = new FailingMail(() => new SmtpProtocolException($"421 closing, sorry {Email}"));

        Assert.False(await Mailer(failing).SendWaitingAsync(Cancellation));

        Assert.Equal(5, await OwedAsync());
        Assert.Equal(3, failing.Tries);
        for (var i = 0; i < 3; i++)
        {
            Assert.DoesNotContain("@", await _log.NextAsync(), StringComparison.Ordinal);
        }

        await ledger.AdminAsync("update ledger.notifications set mail_taken_at = now() - interval '11 minutes' where mail_sent_at is null");
        Assert.True(await Mailer().SendWaitingAsync(Cancellation));
        Assert.Equal(5, _mail.Sent.Count);
        Assert.Equal(0, await OwedAsync());
    }

    [Fact]
    public async Task Letter_WhoseReceiverTheServerDoesNotKnow_IsGivenUp()
    {
        await NotifyAsync(_person, "review_waiting");
        var failing = new FailingMail(() => new SmtpCommandException(
            SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, new MailboxAddress("", Email), $"no {Email} here"));

        Assert.True(await Mailer(failing).SendWaitingAsync(Cancellation));

        Assert.Equal(0, await OwedAsync());
        Assert.DoesNotContain("@", await _log.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailer_IsWokenByANotification()
    {
        // The minute never ticks: only the event can wake it.
        var clock = new TestClock();
        using var mailer = Mailer(clock: clock);
        await mailer.StartAsync(Cancellation);
        await clock.PeriodicTimerAsync();

        await NotifyAsync(_person, "review_decided");
        _events.Raise(new LedgerEvent(LedgerEventKind.NotificationAdded, null, _community, _person));

        Assert.Equal("The Old hands of The North Shed have answered", (await _mail.ReadAsync(Email, Cancellation)).Subject);
        await mailer.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Mailer_WhoseServerIsAway_WaitsLongerEachTime()
    {
        var clock = new TestClock();
        var failing = new FailingMail(() => new IOException("away"));
        using var mailer = Mailer(failing, clock);
        await NotifyAsync(_person, "review_waiting");
        await mailer.StartAsync(Cancellation);
        await clock.PeriodicTimerAsync();

        clock.Tick();
        await clock.WaitedAsync(NotificationMailer.ShortestBackoff);
        await ledger.AdminAsync("update ledger.notifications set mail_taken_at = null");
        clock.Tick();
        await clock.WaitedAsync(NotificationMailer.ShortestBackoff * 2);
        await mailer.StopAsync(Cancellation);
    }

    private NotificationMailer Mailer(IMailSender? sender = null, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        var letters = new NotificationLetters(
            new PublicAddress("https://stories.example.org", () => null), new PortalFacts(ledger.Connections, time));
        return new NotificationMailer(ledger.Connections, _events, letters, sender ?? _mail, time, _log);
    }

    private Task AddPersonAsync(Guid id, string email, bool isConfirmed = true) => ledger.AdminAsync(
        $"""
        insert into ledger.profiles (id, display_name) values ('{id}', 'Mary');
        insert into accounts.accounts (id, display_name, created_at, user_name, normalized_user_name, email, normalized_email, email_confirmed,
          security_stamp, concurrency_stamp, two_factor_enabled, lockout_enabled, access_failed_count)
        values ('{id}', 'Mary', now(), '{email}', upper('{email}'), '{email}', upper('{email}'), {isConfirmed}, '', '', false, false, 0);
        """);

    private Task NotifyAsync(Guid person, string kind, int times = 1) => ledger.AdminAsync(
        $"""
        insert into ledger.notifications (id, profile_id, kind, community_id, created_at)
        select gen_random_uuid(), '{person}', '{kind}', '{_community}', now() from generate_series(1, {times})
        """);

    private Task<long> OwedAsync() => ledger.AdminScalarAsync<long>("select count(*) from ledger.notifications where mail_sent_at is null");

    private sealed class FailingMail(Func<Exception> failure) : IMailSender
    {
        public int Tries { get; private set; }

        public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
        {
            Tries++;
            throw failure();
        }
    }
}
