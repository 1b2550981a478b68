namespace EmpathyLedger.Core.Collaboration.Text;

/// <summary>Something in a text that is one character long and none: a picture, a formula. In JSON <c>{"formula": "e=mc²"}</c>.</summary>
public sealed record DeltaEmbed(string Type, DeltaValue Value);
