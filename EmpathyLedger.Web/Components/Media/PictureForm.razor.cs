using EmpathyLedger.Core.Media;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Media;

/// <summary>
/// Choosing, saving and removing one picture, on a page that allows <see cref="LargestRequest"/>. The web server keeps
/// what comes in a temporary file, not in memory; <see cref="Pictures"/> reads at most what it takes.
/// </summary>
public sealed partial class PictureForm
{
    /// <summary>More than a picture may have, so that one that is a little too large is answered with words.</summary>
    public const int LargestRequest = 2 * Pictures.LargestUpload;

    private string? _problem;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Of the picture that there is.</summary>
    [Parameter]
    public string? Url { get; set; }

    [Parameter]
    public string Description { get; set; } = "";

    [Parameter]
    public bool IsSquare { get; set; }

    [Parameter, EditorRequired]
    public required Func<Stream, string, Task<PictureOutcome>> Keep { get; set; }

    /// <summary>Called once the picture is kept.</summary>
    [Parameter, EditorRequired]
    public required Action Kept { get; set; }

    [Parameter, EditorRequired]
    public required Func<Task> Remove { get; set; }

    private string ShapeClass => IsSquare ? "square" : "wide";

    private async Task KeepAsync()
    {
        if (Http.Request.Form.Files["picture"] is not { Length: > 0 } file)
        {
            _problem = PictureWords.Choose;
            return;
        }

        await using var content = file.OpenReadStream();
        var outcome = await Keep(content, file.FileName);
        if (outcome.Refusal is { } refusal)
        {
            _problem = PictureWords.For(refusal);
        }
        else
        {
            Kept();
        }
    }
}
