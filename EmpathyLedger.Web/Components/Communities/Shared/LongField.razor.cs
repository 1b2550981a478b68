using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Communities.Shared;

/// <summary>Several lines of a form that is posted; like <see cref="Account.Shared.AccountField"/> otherwise.</summary>
public sealed partial class LongField : InputBase<string?>
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public int Rows { get; set; } = 5;

    [Parameter]
    public int MaxLength { get; set; } = 4000;

    private string Id => $"field-{FieldIdentifier.FieldName}";

    private string HintId => $"{Id}-hint";

    private string ProblemId => $"{Id}-problem";

    private string? Problem => EditContext.GetValidationMessages(FieldIdentifier).FirstOrDefault();

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
