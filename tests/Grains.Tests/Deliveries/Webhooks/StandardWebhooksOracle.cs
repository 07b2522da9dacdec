using System.Text.Json;
using RecycledNumbers.Processes;

namespace RecycledNumbers.Grains.Tests.Deliveries.Webhooks;

/// <summary>The npm package <c>standardwebhooks</c> 1.1.1, which shares no code with ours.</summary>
internal static class StandardWebhooksOracle
{
    private static readonly NodePackages Packages = new("Webhooks", "standardwebhooks");

    /// <summary><c>ok</c>, or why not.</summary>
    public static Task<string> Verify(string secret, Received request, string? body = null) =>
        Packages.Run("verify.js", JsonSerializer.Serialize(new { secret, headers = request.Headers, body = body ?? request.Body }));
}
