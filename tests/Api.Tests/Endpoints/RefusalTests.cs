using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class RefusalTests
{
    public static TheoryData<Refusal> All => [.. Enum.GetValues<Refusal>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_refusal_has_an_error_of_its_own_that_is_documented(Refusal refusal) => ApiErrors.All.ShouldContain(LifecycleErrors.Of(refusal));

    [Fact]
    public void No_two_refusals_share_an_error() => Enum.GetValues<Refusal>().Select(LifecycleErrors.Of).ShouldBeUnique();

    [Fact]
    public void A_refusal_is_never_a_success_or_a_fault() => Enum.GetValues<Refusal>().Select(refusal => LifecycleErrors.Of(refusal).Status).ShouldBeSubsetOf([400, 403, 404, 409, 422]);
}
