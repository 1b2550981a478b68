using System.ComponentModel.DataAnnotations;
using System.Globalization;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Web.Components.Account;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Communities.Shared;

/// <summary>
/// Makes an invitation and shows its link once: the answer to the form is the only place where it can be read.
/// </summary>
public sealed partial class InviteForm
{
    private const int MostUses = 500;
    private const string ByLetter = "letter";
    private const string ByLink = "link";
    private static readonly (int Days, string Words)[] Spans = [(7, "A week"), (28, "Four weeks"), (84, "Twelve weeks")];

    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private string? _link;
    private string? _sentTo;
    private string? _problem;

    [Inject]
    private CommunityMembership Membership { get; set; } = null!;

    [Inject]
    private PublicAddress Address { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter, EditorRequired]
    public required CommunityView Community { get; set; }

    /// <summary>The page lists what is open, the new one too.</summary>
    [Parameter]
    public EventCallback OnInvited { get; set; }

    [SupplyParameterFromForm(FormName = "invite")]
    private InviteInput Input { get; set; } = null!;

    protected override void OnInitialized()
    {
        Input ??= new InviteInput();
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
    }

    private bool IsChosen(CommunityRole role) => role == CommunityRole.Member || Input.Roles?.Contains(role.ToSql()) == true;

    private async Task InviteAsync()
    {
        if (!Input.IsLink && Input.Email is null)
        {
            _messages.Add(_edit.Field(nameof(InviteInput.Email)), "Write the address that the letter goes to, or choose to make a link.");
            return;
        }

        // What is written in the fields of the other way is not meant.
        var uses = 1;
        if (Input.IsLink && (!int.TryParse(Input.Uses, NumberStyles.None, CultureInfo.InvariantCulture, out uses) || uses is < 1 or > MostUses))
        {
            _messages.Add(_edit.Field(nameof(InviteInput.Uses)), $"Write a number from 1 to {MostUses}.");
            return;
        }

        var days = Spans.Any(span => span.Days == Input.Days) ? Input.Days : Spans[0].Days;
        var made = await Membership.InviteAsync(
            await Current.GetAsync(),
            new InvitationWish(Community.Id, CommunityEndpoints.RolesIn(Input.Roles), uses, TimeSpan.FromDays(days), Input.IsLink ? null : Input.Email),
            Http.RequestAborted);
        switch (made.Outcome)
        {
            case InviteOutcome.Invited:
                _link = Address.To(CommunityPaths.Join(made.Token!.Value.Text).TrimStart('/')).ToString();
                _sentTo = Input.IsLink ? null : Input.Email;
                await OnInvited.InvokeAsync();
                break;
            case InviteOutcome.RoleNeedsSingleUse:
                _messages.Add(
                    _edit.Field(nameof(InviteInput.Uses)),
                    $"A link for several people can't make {Community.RoleNames.Elder.Many} or {Community.RoleNames.Steward.Many}. Write 1, or leave those roles out.");
                break;
            case InviteOutcome.TooLong:
                _problem = "An invitation stays open for thirteen weeks at most.";
                break;
            case InviteOutcome.TooManyLetters:
                _problem = "Many letters were sent for you just now. Wait a few minutes, or make a link and hand it on yourself.";
                break;
            case InviteOutcome.NotFound:
                _problem = $"You are no longer a {Community.RoleNames.Steward.One} here.";
                break;
        }
    }

    private sealed class InviteInput
    {
        /// <summary>By letter, unless a link was asked for.</summary>
        public string? Way { get; set; }

        public bool IsLink => Way == ByLink;

        [EmailAddress(ErrorMessage = "That doesn't look like an e-mail address. It has an @ in it, as in rosa@example.org.")]
        [StringLength(254, ErrorMessage = "An e-mail address has at most 254 characters.")]
        public string? Email
        {
            get;

            // A browser posts an empty field as "", which is no address; no address is a link to hand on.
            set => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
        }

        public string[]? Roles { get; set; }

        public string? Uses { get; set; } = "1";

        public int Days { get; set; } = 7;
    }
}
