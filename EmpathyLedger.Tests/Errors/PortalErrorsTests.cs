using System.Net.Sockets;
using EmpathyLedger.Web.Components.Errors;
using Npgsql;

namespace EmpathyLedger.Tests.Errors;

public sealed class PortalErrorsTests
{
    [Fact]
    public void IsDatabaseAway_ConnectionRefusedDeepInside_IsSeen() =>
        Assert.True(PortalErrors.IsDatabaseAway(new InvalidOperationException("x", new NpgsqlException("x", new SocketException()))));

    [Fact]
    public void IsDatabaseAway_ServerShuttingDown_IsSeen() =>
        Assert.True(PortalErrors.IsDatabaseAway(new PostgresException("x", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown)));

    [Fact]
    public void IsDatabaseAway_StatementRefused_IsAFaultOfOurs() =>
        Assert.False(PortalErrors.IsDatabaseAway(new PostgresException("x", "ERROR", "ERROR", PostgresErrorCodes.InsufficientPrivilege)));
}
