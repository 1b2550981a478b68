using EmpathyLedger.Core.Stories.People;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.People;

public sealed record InviteByName(PersonToInvite Person, StoryPart Part);

public sealed partial class InviteToStory
{
    private string _name = "";
    private StoryPart _part = StoryPart.CoAuthor;
    private IReadOnlyList<PersonToInvite>? _found;
    private string? _shownLink;
    private ElementReference _linkField;

    [Parameter, EditorRequired]
    public Func<string, Task<IReadOnlyList<PersonToInvite>>> Find { get; set; } = default!;

    /// <summary>The one that was just made: shown as long as the page stays.</summary>
    [Parameter]
    public string? Link { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<InviteByName> OnAsked { get; set; }

    [Parameter]
    public EventCallback<StoryPart> OnLinkWanted { get; set; }

    /// <summary>The step that made the link has closed: its place is the link now.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Link != _shownLink)
        {
            _shownLink = Link;
            if (Link is not null)
            {
                await _linkField.FocusAsync();
            }
        }
    }

    private async Task LookAsync() => _found = await Find(_name);

    private async Task AskAsync(PersonToInvite person)
    {
        (_found, _name) = (null, "");
        await OnAsked.InvokeAsync(new InviteByName(person, _part));
    }
}
