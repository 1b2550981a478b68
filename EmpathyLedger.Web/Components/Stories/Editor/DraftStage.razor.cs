using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Web.Components.Stories.People;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Editor;

/// <summary>Where the story stands, in one line.</summary>
public sealed partial class DraftStage
{
    private string _words = "";

    [Inject]
    private StoryPeople People { get; set; } = default!;

    [Inject]
    private Drafts Drafts { get; set; } = default!;

    [Parameter, EditorRequired]
    public Guid StoryId { get; set; }

    protected override bool AsksForStaticPage => true;

    protected override bool IsWanted(LedgerEvent change) => change.StoryId == StoryId;

    protected override async Task RefreshAsync(Actor actor) =>
        _words = await Drafts.FindDeskAsync(actor, StoryId, Gone) is { } desk ? WordsFor(desk) : PartWords.Stage(await People.FindPartAsync(actor, StoryId, Gone));

    private static string WordsFor(WritingDesk desk) => desk switch
    {
        { IsArchived: true } => "Put away · only its writers can see it",
        { IsWithdrawn: true } => "Taken back · nobody else can read it",
        { Stage: "draft" } => "Draft · only those on this story read it",
        { Stage: "with_elders" } => "The elders read a copy; you can go on writing",
        { Stage: "changes_asked" } => "The elders asked for a change",
        { Stage: "approved" } => "It may be told · not published yet",
        { Stage: "scheduled" } => "It will be published as it was approved",
        { Stage: "published" } => "Published · changes show once you publish again",
        { Stage: "declined" } => "It should not be told · only its writers can see this",
        _ => "",
    };
}
