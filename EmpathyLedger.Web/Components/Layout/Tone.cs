namespace EmpathyLedger.Web.Components.Layout;

/// <summary>Earth acts, leaf is "yes, safe, kept", river is "know this"; amber warns, stop refuses. Never colour alone.</summary>
public enum Tone
{
    Plain,
    Earth,
    Leaf,
    River,
    Amber,
    Stop,
}

public static class Tones
{
    public static string ToCss(this Tone tone) => tone switch
    {
        Tone.Plain => "",
        Tone.Earth => "earth",
        Tone.Leaf => "leaf",
        Tone.River => "river",
        Tone.Amber => "amber",
        Tone.Stop => "stop",
    };
}
