using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Camara.CallForwardingSignal;
using RecycledNumbers.Api.Camara.KycTenure;
using RecycledNumbers.Api.Camara.NumberRecycling;
using RecycledNumbers.Api.Camara.NumberRecyclingSubscriptions;

namespace RecycledNumbers.Api.Camara;

/// <summary>CAMARA's APIs under their published base paths. Their contract is the published files, so they stand in no document of ours.</summary>
internal static class CamaraEndpoints
{
    internal static void MapCamara(this IEndpointRouteBuilder routes)
    {
        routes.MapNumberRecycling();
        routes.MapCallForwardingSignal();
        routes.MapKycTenure();
        routes.MapNumberRecyclingSubscriptions();
    }

    /// <summary>A published operation: its scope (or one of several), its correlator checked, absent from our own document.</summary>
    internal static void AsCamara(this RouteHandlerBuilder operation, string scope, params string[] orOneOf) =>
        operation.RequireScope(scope, orOneOf).AddEndpointFilter(Correlator.Check).ExcludeFromDescription();
}
