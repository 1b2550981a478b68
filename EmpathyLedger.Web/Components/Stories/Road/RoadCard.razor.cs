using EmpathyLedger.Core.Stories;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Consent;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Road;

/// <summary>A step that needs nothing but a yes.</summary>
public enum RoadAct
{
    TakeBack,
    Publish,
    Unschedule,
    TakeDown,
    Withdraw,
    Archive,
    BringBack,
    KeepPrivate,
    Delete,
}

/// <summary>Where the story stands, what was said of it, and the steps that are open. Which ones, the pure machine says.</summary>
public sealed partial class RoadCard
{
    private ElementReference _heading;
    private RoadMessage? _said;

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public StoryStanding Standing { get; set; } = default!;

    [Parameter]
    public RoadMessage? Message { get; set; }

    /// <summary>"People I choose" is chosen, and nobody yet.</summary>
    [Parameter]
    public bool IsNobodyChosen { get; set; }

    /// <summary>Whose story it is, where the viewer looks after it for somebody.</summary>
    [Parameter]
    public string? KeptFor { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<RoadAct> OnAct { get; set; }

    [Parameter]
    public EventCallback<Sending> OnSend { get; set; }

    [Parameter]
    public EventCallback<DateTimeOffset> OnDate { get; set; }

    private List<string> Names => [.. Standing.Communities.Select(community => community.Name)];

    private ShownState State => RoadWords.StateOf(Standing.Stage, Standing.WithdrawnAt, Standing.ArchivedAt);

    private string? When => State == ShownState.Scheduled && Standing.PublishAt is { } date
        ? PlainDates.DayAndTime(date, Clock.Now, PublishDate.ZoneOf(Clock, Standing))
        : null;

    private string Heading => Standing.IsOpen || Standing.WithdrawnAt is not null || Standing.ArchivedAt is not null
        ? "Where it stands"
        : "Before it can be published";

    private string Shown => AudienceWords.Inside(Standing.IsOpen ? Standing.Shown : Standing.Wished, Names);

    /// <summary>The head has words that readers do not have, or a copy of them is on its way.</summary>
    private bool IsAhead => Standing.IsOpen && (Standing.Submitted is not null || Standing.Revision > Standing.Published!.Revision);

    private bool IsShownWhenBroughtBack => Standing.Published is not null && Standing.WithdrawnAt is null;

    private bool CanPublish => StoryStages.Publish(Standing.Position).Outcome == PublishOutcome.Published
        && (Standing.Submitted is not null || !Standing.IsOpen || IsAhead);

    private bool CanSend =>
        StoryStages.Send(Standing.Position, Standing.Revision, Standing.Communities.Count, false, false).Outcome == SendOutcome.Sent
        && IsNews;

    /// <summary>The elders would be asked something that they have not answered.</summary>
    private bool IsNews => Standing switch
    {
        { Stage: StoryStage.ChangesAsked or StoryStage.Declined } => true,
        { Submitted: { } sent } => Standing.Revision > sent.Revision || Standing.Wished > sent.Audience,
        { IsOpen: true } => IsAhead || Standing.Wished > Standing.Published!.Audience,
        _ => true,
    };

    private bool HasReaders => Standing.Wished switch
    {
        PrivacyLevel.Private => false,
        PrivacyLevel.People => !IsNobodyChosen,
        PrivacyLevel.Community => Standing.Communities.Count > 0,
        PrivacyLevel.Public => true,
    };

    private bool ShowsChecklist => Standing.Submitted is null && (!Standing.IsOpen || IsAhead);

    private string? LeftCommunity => Standing.Communities.FirstOrDefault(community => !community.IsMember) is { } left
        ? $"You no longer belong to {left.Name}. Take it out of the story's communities first."
        : null;

    private string OnlyMeWords => KeptFor is null
        ? "It stays yours alone. To show it to others, choose below who may read it."
        : $"Nobody else sees it. When you know who may read it, enter below what {KeptFor} decided.";

    private string PublishWords => Standing switch
    {
        { Submitted: null } => "It belongs to no community, so nobody has to be asked. The people you chose can read it at once.",
        { Submitted: { } sent } => $"The copy that you sent is shown at once, for {AudienceWords.Inside((PrivacyLevel)Math.Min((int)sent.Audience, (int)Standing.Wished), Names)}."
            + (Standing.IsOpen ? " It takes the place of the one that readers have now." : ""),
    };

    private string? StageWords => Standing.Stage switch
    {
        StoryStage.Declined =>
            KeptFor is null
                ? "They ask that it is not told. It is still yours: you can answer and change it and send it again, or keep it for yourself."
                : "They ask that it is not told. You can answer them and send it again, or keep it as it is: nobody else sees it.",
        StoryStage.ChangesAsked => "Read what they say, change what you like, and send it again. You can answer them when you send it.",
        StoryStage.Approved => "They said yes. It is published when you say so.",
        StoryStage.WithElders when Standing.IsPublishWhenApproved => "It is published as soon as they have said yes.",
        StoryStage.WithElders when Standing.PublishAt is { } date =>
            $"When they have said yes, it is published {PlainDates.Day(date, Clock.Now, PublishDate.ZoneOf(Clock, Standing))}, or then if that is later.",
        StoryStage.WithElders => "When they have said yes, you publish it.",
        StoryStage.Draft or StoryStage.Scheduled or StoryStage.Published => null,
    };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The button that was pressed may be gone with the step: who moves by keyboard is put where the answer stands.
        if (!ReferenceEquals(Message, _said))
        {
            _said = Message;
            if (Message is not null)
            {
                await _heading.FocusAsync();
            }
        }
    }

    private Task DoAsync(RoadAct act) => OnAct.InvokeAsync(act);
}
