using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace RecycledNumbers.Api.Hosting;

/// <summary>What one connection may cost. Endpoints that take more say so themselves (<c>AsUploadCommand</c>, <c>RequestSizeLimit</c>).</summary>
internal static class ServerLimits
{
    /// <summary>Bytes of a body, unless the endpoint says otherwise.</summary>
    internal const long LargestBody = 64 * 1024;

    internal static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = LargestBody;
        server.Limits.MaxRequestHeaderCount = 64;
        server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        server.Limits.MaxRequestLineSize = 4 * 1024;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }
}
