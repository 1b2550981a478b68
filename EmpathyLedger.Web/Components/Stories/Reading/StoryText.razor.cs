using System.Globalization;
using EmpathyLedger.Core.Stories.Reading;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace EmpathyLedger.Web.Components.Stories.Reading;

public sealed partial class StoryText
{
    [Parameter, EditorRequired]
    public StoryDocument Document { get; set; } = StoryDocument.Empty;

    [Parameter]
    public string? Language { get; set; }

    [Parameter]
    public bool IsRightToLeft { get; set; }

    /// <summary>For an elder's reading view.</summary>
    [Parameter]
    public bool IsLarge { get; set; }

    private string CssClass => IsLarge ? "story large words" : "story words";

    private RenderFragment Words => builder =>
    {
        foreach (var block in Document.Blocks)
        {
            Draw(builder, block);
        }
    };

    private void Draw(RenderTreeBuilder builder, StoryBlock block)
    {
        builder.OpenRegion(0);
        switch (block)
        {
            case StoryBlock.Paragraph paragraph:
                Draw(builder, "p", paragraph.Line);
                break;
            case StoryBlock.Heading heading:
                Draw(builder, heading.Level == 2 ? "h2" : "h3", heading.Line);
                break;
            case StoryBlock.Quote quote:
                builder.OpenElement(0, "blockquote");
                foreach (var line in quote.Lines)
                {
                    Draw(builder, "p", line);
                }

                builder.CloseElement();
                break;
            case StoryBlock.List list:
                Draw(builder, list);
                break;
        }

        builder.CloseRegion();
    }

    private void Draw(RenderTreeBuilder builder, StoryBlock.List list)
    {
        builder.OpenElement(0, list.IsNumbered ? "ol" : "ul");
        foreach (var item in list.Items)
        {
            builder.OpenElement(1, "li");
            Shape(builder, item.Line);
            Draw(builder, item.Line.Runs);
            foreach (var within in item.Within)
            {
                builder.OpenRegion(20);
                Draw(builder, within);
                builder.CloseRegion();
            }

            builder.CloseElement();
        }

        builder.CloseElement();
    }

    private void Draw(RenderTreeBuilder builder, string element, StoryLine line)
    {
        builder.OpenElement(1, element);
        Shape(builder, line);
        Draw(builder, line.Runs);
        builder.CloseElement();
    }

    private void Shape(RenderTreeBuilder builder, StoryLine line)
    {
        builder.AddAttribute(2, "dir", DirectionOf(line));
        if (line.Alignment != StoryAlignment.Start)
        {
            builder.AddAttribute(3, "class", line.Alignment switch
            {
                StoryAlignment.Left => "to-left",
                StoryAlignment.Center => "to-center",
                StoryAlignment.Right => "to-right",
                StoryAlignment.Justify => "to-justify",
                StoryAlignment.Start => null,
            });
        }
    }

    private static void Draw(RenderTreeBuilder builder, IReadOnlyList<StoryRun> runs)
    {
        foreach (var run in runs)
        {
            builder.OpenRegion(10);
            if (run.Link is not null)
            {
                builder.OpenElement(0, "a");
                builder.AddAttribute(1, "href", run.Link);
                builder.AddAttribute(2, "rel", "noopener nofollow");
            }

            if (run.IsBold)
            {
                builder.OpenElement(3, "strong");
            }

            if (run.IsItalic)
            {
                builder.OpenElement(4, "em");
            }

            builder.AddContent(5, run.Text);
            for (var open = (run.Link is null ? 0 : 1) + (run.IsBold ? 1 : 0) + (run.IsItalic ? 1 : 0); open > 0; open--)
            {
                builder.CloseElement();
            }

            builder.CloseRegion();
        }
    }

    // A line of a right-to-left story may begin with a name in Latin letters; "auto" would then turn all of it around.
    private string DirectionOf(StoryLine line) =>
        line.IsRightToLeft == true || (IsRightToLeft && line.Runs.Any(run => run.Text.Any(IsRightToLeftLetter))) ? "rtl" : "auto";

    private static bool IsRightToLeftLetter(char letter) =>
        letter is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
        && char.GetUnicodeCategory(letter) is UnicodeCategory.OtherLetter;
}
