using System.Diagnostics.Metrics;

namespace EmpathyLedger.Core.Events;

/// <summary>What an operator sees of the events. A node that doesn't listen still serves: its open pages are only not live.</summary>
internal static class EventMetrics
{
    private static readonly Meter Meter = new("EmpathyLedger.Events");
    private static int _listening;

    static EventMetrics() => Meter.CreateObservableGauge(
        "ledger.events.listening", () => Volatile.Read(ref _listening), description: "1 while the node hears of changes.");

    public static Counter<long> Announced { get; } = Meter.CreateCounter<long>(
        "ledger.events.announced", description: "Changes that this node took out of the outbox.");

    public static Counter<long> Heard { get; } = Meter.CreateCounter<long>(
        "ledger.events.heard", description: "Changes that this node heard of.");

    public static Counter<long> Missed { get; } = Meter.CreateCounter<long>(
        "ledger.events.missed", description: "Changes that this node read after it had been away.");

    public static Counter<long> Connects { get; } = Meter.CreateCounter<long>(
        "ledger.events.connects", description: "How often this node began to listen.");

    public static void SetListening(bool isListening) => Volatile.Write(ref _listening, isListening ? 1 : 0);
}
