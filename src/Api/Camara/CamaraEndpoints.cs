using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Camara.CallForwardingSignal;
using RecycledNumbers.Api.Camara.KycTenure;
using RecycledNumbers.Api.Camara.NumberRecycling;

namespace RecycledNumbers.Api.Camara;

/// <summary>CAMARA's APIs under their published base paths. Their contract is the published files, so they stand in no document of ours.</summary>
internal static class CamaraEndpoints
{
    internal static void MapCamara(this IEndpointRouteBuilder routes)
    {
        routes.MapNumberRecycling();
        routes.MapCallForwardingSignal();
        routes.MapKycTenure();
    }

    /// <summary>A published operation: its scope, its correlator checked, absent from our own document.</summary>
    internal static void AsCamara(this RouteHandlerBuilder operation, string scope) =>
        operation.RequireScope(scope).AddEndpointFilter(Correlator.Check).ExcludeFromDescription();
}
