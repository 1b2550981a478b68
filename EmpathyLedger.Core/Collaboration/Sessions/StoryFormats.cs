using EmpathyLedger.Core.Collaboration.Text;
using EmpathyLedger.Core.Stories;

namespace EmpathyLedger.Core.Collaboration.Sessions;

/// <summary>The formats that a story may have, whether it comes whole (<see cref="StoryText"/>) or as a change, in which each may also be taken away.</summary>
internal static class StoryFormats
{
    public static ChangeRefusal? FindProblem(Delta change)
    {
        foreach (ref readonly var op in change.Ops)
        {
            if (op.Embed is not null)
            {
                return ChangeRefusal.Picture;
            }

            foreach (var (name, value) in op.Attributes.Entries)
            {
                if (!(value.IsNull && op.Kind == DeltaOpKind.Retain) && !IsAllowed(name, value))
                {
                    return ChangeRefusal.UnknownFormat;
                }
            }
        }

        return null;
    }

    /// <summary>Text alone.</summary>
    public static bool IsPlain(Delta change)
    {
        foreach (ref readonly var op in change.Ops)
        {
            if (op.Embed is not null || !op.Attributes.IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsAllowed(string name, DeltaValue value) => name switch
    {
        "bold" or "italic" or "blockquote" => value.AsBoolean,
        "header" => value.AsNumber is 2 or 3,
        "list" => value.AsText is "bullet" or "ordered",
        "align" => value.AsText is "center" or "right" or "justify",
        "direction" => value.AsText is "rtl",
        "link" => value.AsText is { } link && StoryText.IsPrintable(link) && StoryText.IsSafeLink(link),
        _ => false,
    };
}
