using EmpathyLedger.Core.Consent;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Consent;

/// <summary>A reader is chosen, or let go.</summary>
public readonly record struct ReaderStep(Guid ProfileId, bool IsChosen);

public sealed partial class ReaderPicker
{
    private string _name = "";
    private IReadOnlyList<ReaderChoice>? _found;

    [Parameter, EditorRequired]
    public IReadOnlyList<ReaderChoice> Readers { get; set; } = [];

    [Parameter, EditorRequired]
    public Func<string, Task<IReadOnlyList<ReaderChoice>>> Find { get; set; } = default!;

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<ReaderStep> OnChosen { get; set; }

    private async Task LookAsync() => _found = await Find(_name);

    private async Task ChooseAsync(ReaderChoice person)
    {
        _found = null;
        _name = "";
        await OnChosen.InvokeAsync(new ReaderStep(person.ProfileId, true));
    }
}
