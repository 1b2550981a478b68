using EmpathyLedger.Core.Database;

namespace EmpathyLedger.Core.Accounts;

/// <summary>An invented person of a demonstration portal, as the sign-in page lists them.</summary>
public sealed record DemoPerson(Guid ProfileId, string DisplayName, IReadOnlyList<string> Roles, string Community);

/// <summary>Who may be tried out. <c>app.demo_people()</c> returns nobody where the portal is not a demonstration.</summary>
public sealed class DemoPeople(LedgerConnections connections)
{
    public async Task<IReadOnlyList<DemoPerson>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = connections.Accounts.CreateCommand(
            "select profile_id, display_name, roles, community from app.demo_people()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var people = new List<DemoPerson>();
        while (await reader.ReadAsync(cancellationToken))
        {
            people.Add(new DemoPerson(
                reader.GetGuid(0),
                reader.GetString(1),
                await reader.GetFieldValueAsync<string[]>(2, cancellationToken),
                await reader.IsDBNullAsync(3, cancellationToken) ? "" : reader.GetString(3)));
        }

        return people;
    }
}
