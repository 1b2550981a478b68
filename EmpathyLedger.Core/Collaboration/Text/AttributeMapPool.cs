namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>
/// Lets equal attribute maps be one object. Only so many are remembered: a newcomer takes the place of another one, so that whoever
/// invents attributes without end fills no memory. Used by all threads without a lock: a lost write costs a comparison, never a
/// wrong answer, because maps compare by their contents in the end.
/// </summary>
internal static class AttributeMapPool
{
    private const int Places = 1024;

    private static readonly AttributeMap?[] Maps = new AttributeMap?[Places];

    public static AttributeMap Share(AttributeMap map)
    {
        ref var place = ref Maps[map.GetHashCode() & (Places - 1)];
        if (place is { } known && known.Equals(map))
        {
            return known;
        }

        place = map;
        return map;
    }
}
