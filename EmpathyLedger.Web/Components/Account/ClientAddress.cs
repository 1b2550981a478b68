using System.Net;
using System.Net.Sockets;

namespace EmpathyLedger.Web.Components.Account;

public static class ClientAddress
{
    /// <summary>What one visitor can be told apart by: an IPv4 address, or the /64 that one household of IPv6 has.</summary>
    public static string Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
