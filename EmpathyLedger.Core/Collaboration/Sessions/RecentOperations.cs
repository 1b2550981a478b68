namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>The newest operations of a story, in a ring: every submission asks for those behind its base.</summary>
internal sealed class RecentOperations(int capacity)
{
    private readonly StoryOperation[] _ring = new StoryOperation[capacity];
    private int _next;

    public int Count { get; private set; }

    public void Add(StoryOperation operation)
    {
        _ring[_next] = operation;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <param name="count">At most <see cref="Count"/>.</param>
    /// <returns>In the order in which they were added.</returns>
    public StoryOperation[] Newest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        var newest = new StoryOperation[count];
        var from = (_next - count + capacity) % capacity;
        var unbroken = Math.Min(count, capacity - from);
        Array.Copy(_ring, from, newest, 0, unbroken);
        Array.Copy(_ring, 0, newest, unbroken, count - unbroken);
        return newest;
    }
}
