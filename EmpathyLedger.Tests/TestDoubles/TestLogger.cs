using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EmpathyLedger.Tests.TestDoubles;

/// <summary>Keeps what was logged, so that a test can wait for it and look for what must never be in it.</summary>
public sealed class TestLogger<T> : ILogger<T>
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <summary>The next line, with its exception's text where there is one.</summary>
    public Task<string> NextAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        return _lines.Reader.ReadAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellation);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Writer.TryWrite($"{formatter(state, exception)} {exception}");
}
