using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Api.Camara.KycTenure;

/// <summary>kyc-tenure v0.2: has the present subscriber had the number since a day? No date is given out.</summary>
internal static class TenureEndpoints
{
    internal static void MapKycTenure(this IEndpointRouteBuilder routes) =>
        routes.MapGroup(CamaraPaths.KycTenure).MapPost("/check-tenure", Check).AsCamara(CamaraScopes.CheckTenure);

    private static async Task<IResult> Check(TenureBody body, CamaraSubject subject, CancellationToken cancellation)
    {
        if (!subject.TryIdentify(body.PhoneNumber, out var number, out var error)) return new CamaraProblem(error);
        if (await subject.Load(number, cancellation) is not { Owned: true } state) return new CamaraProblem(CamaraError.UnknownNumber);
        if (subject.IsFuture(number, body.TenureDate)) return new CamaraProblem(CamaraError.FutureDate);

        var since = FreezeProfile.Of(number.Country).DayOf(state.Tenure!.Since);
        return TypedResults.Ok(new TenureInfo(since <= body.TenureDate, ContractOf(state.Tenure.Usage)));
    }

    // Prepaid or not is nothing that the registry knows; the attribute may be left out.
    private static string? ContractOf(Usage usage) => usage == Usage.Business ? "Business" : null;

    private sealed record TenureBody(DateOnly TenureDate, SchemaNumber? PhoneNumber = null);

    private sealed record TenureInfo(bool TenureDateCheck, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ContractType);
}
