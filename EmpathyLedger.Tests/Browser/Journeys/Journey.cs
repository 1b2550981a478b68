using Microsoft.Playwright;

namespace EmpathyLedger.Tests.Browser.Journeys;

/// <summary>A journey that fails leaves pictures of what everybody saw; one that succeeds leaves no word in any console.</summary>
public abstract class Journey(Town town) : IAsyncLifetime
{
    private readonly List<Person> _people = [];

    protected Town Town => town;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    protected async Task<Person> VisitorAsync(BrowserNewContextOptions? device = null)
    {
        var visitor = await town.VisitorAsync(device);
        _people.Add(visitor);
        return visitor;
    }

    protected async Task<Person> ComeAsync(string name, string to = "/", BrowserNewContextOptions? device = null) =>
        await (await VisitorAsync(device)).ComeInAsAsync(name, to);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var (person, number) in _people.Select((person, index) => (person, index)))
            {
                await person.KeepPicturesAsync($"failed-{GetType().Name}-{number}");
            }
        }

        foreach (var person in _people)
        {
            await person.DisposeAsync();
        }

        // In full: xunit shortens what it compares.
        if (_people.SelectMany(person => person.Complaints).ToList() is { Count: > 0 } complaints)
        {
            Assert.Fail($"The browsers' consoles are not clean:\n{string.Join('\n', complaints)}");
        }
    }
}
