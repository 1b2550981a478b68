using System.Net;
using EmpathyLedger.Tests.Browser;
using EmpathyLedger.Tests.TestDoubles;

namespace EmpathyLedger.Tests.Accounts;

/// <summary>Register, confirm, sign in, sign out, forget, choose anew, against the real portal and database.</summary>
public sealed class AccountJourneyTests(AccountJourneyTests.SetUpPortal portal) : IClassFixture<AccountJourneyTests.SetUpPortal>
{
    private const string SessionCookie = "__Host-ledger";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PortalFixture Portal => portal.Portal;

    [Fact]
    public async Task NewPerson_RegistersConfirmsAndIsIn()
    {
        using var visitor = Portal.Visit();
        using var registered = await RegisterAsync(visitor, "Noor", "noor@example.org");
        Assert.Equal("/account/check-your-mail", registered.Headers.Location?.OriginalString.Replace(Portal.Address.ToString(), "/", StringComparison.Ordinal));

        using var early = await SignInAsync(visitor, "noor@example.org");
        Assert.Contains("isn't confirmed yet", (await TestVisitor.ReadAsync(early)).Body!.TextContent, StringComparison.Ordinal);

        var link = TestMail.LinkIn(await Portal.Mail.ReadAsync("noor@example.org", Cancellation));
        using var wrong = await visitor.SubmitAsync(link, "confirm", ("Password", "somebody else's words"));
        Assert.Contains("That isn't the password", (await TestVisitor.ReadAsync(wrong)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(SessionCookie, visitor.Cookies.Keys);

        using var confirmed = await visitor.SubmitAsync(link, "confirm", ("Password", PortalFixture.Password));
        Assert.Equal(HttpStatusCode.Found, confirmed.StatusCode);
        Assert.Contains(SessionCookie, visitor.Cookies.Keys);
        Assert.Contains("Noor", (await visitor.OpenAsync("/")).QuerySelector("header")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_AfterSigningIn_HasEveryGuard()
    {
        await Portal.AddPersonAsync("Ama", "ama@example.org");
        using var visitor = Portal.Visit();
        using var answer = await SignInAsync(visitor, "ama@example.org");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith(SessionCookie + "=", StringComparison.Ordinal));

        Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task KnownAndUnknownAddress_AreAnsweredAlike()
    {
        await Portal.AddPersonAsync("Ines", "ines@example.org");
        foreach (var (path, form, extra) in new[] { ("/account/sign-in", "sign-in", true), ("/account/forgotten-password", "forgotten-password", false), ("/account/check-your-mail", "send-again", false) })
        {
            Assert.Equal(await AnswerAsync(path, form, "ines@example.org", extra), await AnswerAsync(path, form, "stranger@example.org", extra));
        }

        using var visitor = Portal.Visit();
        using var known = await RegisterAsync(visitor, "Ines", "ines@example.org");
        using var unknown = await RegisterAsync(visitor, "Ines", "ines2@example.org");
        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.Equal(known.Headers.Location, unknown.Headers.Location);
        Assert.NotEqual("Confirm your e-mail address", (await Portal.Mail.ReadAsync("ines@example.org", Cancellation)).Subject);
    }

    [Fact]
    public async Task SecondRegistration_OfAnUnconfirmedAddress_MakesTheFirstPasswordWorthless()
    {
        using var visitor = Portal.Visit();
        using var first = await RegisterAsync(visitor, "Thief", "lena@example.org", "a thief's own password");
        var firstLink = TestMail.LinkIn(await Portal.Mail.ReadAsync("lena@example.org", Cancellation));
        using var second = await RegisterAsync(visitor, "Lena", "lena@example.org");
        var link = TestMail.LinkIn(await Portal.Mail.ReadAsync("lena@example.org", Cancellation));

        using var stale = await visitor.SubmitAsync(firstLink, "confirm", ("Password", "a thief's own password"));
        Assert.Equal(HttpStatusCode.OK, stale.StatusCode);
        using var confirmed = await visitor.SubmitAsync(link, "confirm", ("Password", PortalFixture.Password));
        Assert.Equal(HttpStatusCode.Found, confirmed.StatusCode);
    }

    [Fact]
    public async Task ForgottenPassword_ByTheLink_IsReplacedOnceAndEndsOtherSessions()
    {
        await Portal.AddPersonAsync("Tomas", "tomas@example.org");
        using var elsewhere = await Portal.VisitAsAsync("tomas@example.org");
        using var visitor = Portal.Visit();
        using var asked = await visitor.SubmitAsync("/account/forgotten-password", "forgotten-password", ("Email", "tomas@example.org"));
        var link = TestMail.LinkIn(await Portal.Mail.ReadAsync("tomas@example.org", Cancellation));

        using var refused = await visitor.SubmitAsync(link, "reset-password", ("Password", "short"));
        Assert.Contains("at least 12", (await TestVisitor.ReadAsync(refused)).QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        using var changed = await visitor.SubmitAsync(link, "reset-password", ("Password", "four new quiet words"));
        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);

        using var again = await Portal.Visit().SubmitAsync(link, "reset-password", ("Password", "four more quiet words"));
        Assert.Contains("used already", (await TestVisitor.ReadAsync(again)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await Portal.Ledger.AdminScalarAsync<long>(
            "select count(*) from accounts.sessions s join accounts.accounts a on a.id = s.account_id where a.email = $1 and s.ended_at is null", "tomas@example.org"));
    }

    [Theory]
    [InlineData("/account/confirm")]
    [InlineData("/account/reset-password?account=0198a0")]
    [InlineData("/account/confirm?account=0198a0de-0000-7000-8000-000000000000&token=*")]
    public async Task Link_CutShortByAMailProgram_IsExplained(string link)
    {
        using var visitor = Portal.Visit();
        using var answer = await visitor.GetAsync(link);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Ask for a new one", (await TestVisitor.ReadAsync(answer)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SigningOut_EndsTheSessionOnTheServer()
    {
        await Portal.AddPersonAsync("Ola", "ola@example.org");
        using var visitor = await Portal.VisitAsAsync("ola@example.org");
        using var away = await visitor.SubmitAsync("/more", "/account/sign-out");

        Assert.Equal(HttpStatusCode.Found, away.StatusCode);
        Assert.DoesNotContain(SessionCookie, visitor.Cookies.Keys);
        Assert.Equal(0, await Portal.Ledger.AdminScalarAsync<long>(
            "select count(*) from accounts.sessions s join accounts.accounts a on a.id = s.account_id where a.email = $1 and s.ended_at is null", "ola@example.org"));
    }

    [Fact]
    public async Task SignOut_WithoutTheFormsToken_IsRefused()
    {
        await Portal.AddPersonAsync("Per", "per@example.org");
        using var visitor = await Portal.VisitAsAsync("per@example.org");
        using var forged = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/sign-out") { Content = new FormUrlEncodedContent([]) });

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task WrongPassword_KeepsTheAddressAndNotThePassword()
    {
        using var visitor = Portal.Visit();
        using var answer = await visitor.SubmitAsync("/account/sign-in", "sign-in", ("Email", "typed@example.org"), ("Password", "wrong words here"));
        var page = await TestVisitor.ReadAsync(answer);

        Assert.Equal("typed@example.org", page.QuerySelector("input[type=email]")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("input[type=password]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task Guessing_IsStoppedFromOneAddressWithoutLockingTheAccount()
    {
        await Portal.AddPersonAsync("Wen", "wen@example.org");
        using var visitor = Portal.Visit();
        var page = await visitor.OpenAsync("/account/sign-in");
        var last = "";
        for (var guess = 0; guess < 9; guess++)
        {
            using var answer = await visitor.SubmitAsync(page, "/account/sign-in", "sign-in", ("Email", "wen@example.org"), ("Password", $"guess number {guess}"));
            last = (await TestVisitor.ReadAsync(answer)).QuerySelector("[role=alert]")!.TextContent;
        }

        Assert.Contains("many tries", last, StringComparison.Ordinal);
        Assert.False(await Portal.Ledger.AdminScalarAsync<bool>("select lockout_enabled or lockout_end is not null from accounts.accounts where email = $1", "wen@example.org"));
    }

    [Fact]
    public async Task DeviceKey_IsEachAccountsOwnAndForThisOriginOnly()
    {
        await Portal.AddPersonAsync("Kai", "kai@example.org");
        using var visitor = await Portal.VisitAsAsync("kai@example.org");
        using var key = await visitor.SendAsync(Json("same-origin"));
        using var other = await visitor.SendAsync(Json("cross-site"));
        using var stranger = await Portal.Visit().SendAsync(Json("same-origin"));

        Assert.Equal(HttpStatusCode.OK, key.StatusCode);
        Assert.True(key.Headers.CacheControl!.NoStore);
        Assert.Contains("\"accountId\"", await key.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Fact]
    public async Task DemoSignIn_WhereItIsNoDemonstration_IsNotFound()
    {
        var person = await Portal.AddPersonAsync("Dee", "dee@example.org");
        using var visitor = Portal.Visit();
        var page = await visitor.OpenAsync("/account/sign-in");
        Assert.Null(page.QuerySelector("form[action='/account/demo-sign-in']"));

        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/demo-sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["person"] = person.ProfileId.ToString()! }),
        });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain(SessionCookie, visitor.Cookies.Keys);
    }

    private static HttpRequestMessage Json(string site) => new(HttpMethod.Get, "/account/device-key")
    {
        Headers = { { "Accept", "application/json" }, { "Sec-Fetch-Site", site } },
    };

    private static Task<HttpResponseMessage> RegisterAsync(TestVisitor visitor, string name, string email, string password = PortalFixture.Password) =>
        visitor.SubmitAsync("/account/register", "register", ("Name", name), ("Email", email), ("Password", password));

    private static Task<HttpResponseMessage> SignInAsync(TestVisitor visitor, string email) =>
        visitor.SubmitAsync("/account/sign-in", "sign-in", ("Email", email), ("Password", PortalFixture.Password));

    private async Task<string> AnswerAsync(string path, string form, string email, bool hasPassword)
    {
        using var visitor = Portal.Visit();
        (string, string)[] fields = hasPassword ? [("Email", email), ("Password", "not the password at all")] : [("Email", email)];
        using var answer = await visitor.SubmitAsync(path, form, fields);
        return answer.StatusCode + (await TestVisitor.ReadAsync(answer)).QuerySelector("main")!.TextContent;
    }

    public sealed class SetUpPortal(Database.LedgerServerFixture server) : IAsyncLifetime
    {
        public PortalFixture Portal { get; } = new(server);

        public async ValueTask InitializeAsync()
        {
            await Portal.InitializeAsync();
            await Portal.SetUpAsync();
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
