using System.Security.Cryptography;
using System.Text;
using EmpathyLedger.Core.Communities;

namespace EmpathyLedger.Web.Components.Communities.Shared;

/// <summary>What a page of people shows, as one short text: equal texts, equal people.</summary>
public static class PeopleSeen
{
    public static string Of(IEnumerable<CommunityMember> members, IEnumerable<WaitingPerson> waiting)
    {
        var lines = members.Select(member => $"{member.ProfileId} {string.Join(',', member.Roles.Order())} {member.PictureId} {member.DisplayName}")
            .Append("")
            .Concat(waiting.Select(person => $"{person.ProfileId} {person.PictureId} {person.DisplayName} {person.Note}"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
