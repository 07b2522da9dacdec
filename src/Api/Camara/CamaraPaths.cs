namespace RecycledNumbers.Api.Camara;

/// <summary>Published base paths and our own in their shape, and whether a request is for one of them: there, errors and headers are CAMARA's and not our own.</summary>
internal static class CamaraPaths
{
    internal const string NumberRecycling = "/number-recycling/v0.2";
    internal const string CallForwardingSignal = "/call-forwarding-signal/v0.4";
    internal const string KycTenure = "/kyc-tenure/v0.2";
    internal const string NumberRecyclingSubscriptions = "/number-recycling-subscriptions/v0.1";

    // Without the version, so that a caller of another version reads an error in its own language.
    private static readonly PathString[] Roots = ["/number-recycling", "/call-forwarding-signal", "/kyc-tenure", "/number-recycling-subscriptions"];

    internal static bool Cover(HttpContext context) =>
        Array.Exists(Roots, root => context.Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
