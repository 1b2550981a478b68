using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Account.Shared;

/// <summary>A labelled line of a form that is posted: keeps what was typed, except passwords, and says beside it what to do.</summary>
public sealed partial class AccountField : InputBase<string?>
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string Type { get; set; } = "text";

    [Parameter]
    public string Autocomplete { get; set; } = "off";

    [Parameter]
    public bool IsOptional { get; set; }

    [Parameter]
    public int MaxLength { get; set; } = 256;

    private bool IsSecret => Type == "password";

    private string Id => $"field-{FieldIdentifier.FieldName}";

    private string HintId => $"{Id}-hint";

    private string ProblemId => $"{Id}-problem";

    private string? Problem => EditContext.GetValidationMessages(FieldIdentifier).FirstOrDefault();

    private bool HasProblem => Problem is not null;

    // The page opens where there is something to mend.
    private bool IsFirstProblem => HasProblem && EditContext.GetValidationMessages().FirstOrDefault() == Problem;

    private string? DescribedBy => (Hint, Problem) switch
    {
        (null, null) => null,
        (null, _) => ProblemId,
        (_, null) => HintId,
        _ => $"{HintId} {ProblemId}",
    };

    protected override bool TryParseValueFromString(
        string? value, out string? result, [NotNullWhen(false)] out string? validationErrorMessage)
    {
        (result, validationErrorMessage) = (value, null);
        return true;
    }
}
