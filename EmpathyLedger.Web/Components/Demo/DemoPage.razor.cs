using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Demo;

/// <summary>What a newcomer can try in a demonstration; "not found" in any other portal.</summary>
public sealed partial class DemoPage
{
    private static readonly Try[] Tries =
    [
        new("Write a story and send it to the elders", "Sam Okafor", PortalPaths.Write,
        [
            "Press the button below, then start a story. It is saved while you write; nobody sees it.",
            "Say who may read it once it may be told, and what may happen with it.",
            "Send it to the elders. You can go on writing: they read the copy that you sent.",
        ]),
        new("Decide as an elder, in a private window", "Mary Cole", PortalPaths.Reviews,
        [
            "Open a private window at this address, so that you are two people at once, and come in as Mary Cole.",
            "Read what waits for her, with larger text if you like. Say whether it may be told.",
            "Look back at Sam's window: it has changed by itself. Publish the story, and it is in the feed.",
        ]),
        new("Watch the chart move", "Tess Brennan", PortalPaths.Insights,
        [
            "Come in as Tess Brennan, who runs Saltbush River: this window shows how its stories are going.",
            "In a private window come in as Peg Doyle. “Gravy” is approved: open it under My stories and publish it.",
            "Look back at Tess's window: within a second there is one story more, and the mark beside the heading says when it changed.",
        ]),
        new("Bring an archive in", "Tess Brennan", "/communities/saltbush-river/archive/bring",
        [
            "Take the table of letters below: six letters by three invented people who have no account.",
            "Come in as Tess Brennan and send it. Nothing comes in before you have seen what would, row by row. One row has a fault.",
            "Open one of the letters: enter what its teller decided, with a witness, and send it to the elders.",
        ],
        "/demo/letters.csv"),
        new("Take a story back", "Bill Naden", PortalPaths.MyStories,
        [
            "Open “Learning to drive on the flood road” in a third window, as a visitor.",
            "Come in as Bill, find it under My stories and withdraw it.",
            "It is gone from the other window, the feed and the search.",
        ]),
        new("See a community's own words", "Arthur Pell", PortalPaths.Communities,
        [
            "The North Shed calls its elders “Old hands” and its stewards “Key holders”. Arthur is its only Old hand.",
            "His own draft tells him so before he sends it.",
        ]),
    ];

    private IReadOnlyList<DemoPerson> _people = [];

    [Inject]
    private DemoPeople People { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        // Empty where the portal is not a demonstration: the database says so.
        _people = await People.ListAsync(Http.RequestAborted);
        if (_people.Count == 0)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private DemoPerson? PersonNamed(string name) => _people.FirstOrDefault(person => person.DisplayName == name);

    private sealed record Try(string Heading, string Person, string Path, string[] Steps, string? Table = null);
}
