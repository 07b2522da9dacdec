using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Api.Tests.Access;

public sealed class ClientGrainTests(Edge edge)
{
    [Fact]
    public async Task A_client_is_made_once_and_keeps_its_first_secret()
    {
        var client = Client("made-once");
        (await client.Create(Carrier(Edge.Secret))).ShouldBeTrue();

        (await client.Create(Carrier(ClientSecret.New()))).ShouldBeFalse();

        (await client.Authenticate(Edge.Secret)).ShouldNotBeNull().Party.ShouldBe("carrier:other");
    }

    [Fact]
    public async Task A_secret_that_a_person_chose_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() => Client("weak").Create(Carrier("correct horse battery staple")));

    [Theory]
    [InlineData(Role.Platform, "carrier:other")]
    [InlineData(Role.Carrier, "carrier:")]
    [InlineData(Role.Carrier, "carrier:Ä")]
    [InlineData(Role.Carrier, "carrier:no.dots")]
    [InlineData(Role.Carrier, "carrier:forty-one-characters-are-one-more-than-fit")]
    [InlineData((Role)0, "carrier:other")]
    public async Task A_party_that_does_not_fit_the_role_is_refused(Role role, string party) =>
        await Should.ThrowAsync<ArgumentException>(() => Client("misfit").Create(new NewClient(Edge.Secret, role, party, ["numbers"])));

    [Fact]
    public async Task A_client_that_was_never_made_proves_nothing() => (await Client("never-made").Authenticate(Edge.Secret)).ShouldBeNull();

    [Fact]
    public void A_new_client_does_not_print_its_secret() => Carrier(Edge.Secret).ToString().ShouldNotContain(Edge.Secret);

    [Fact]
    public void Secrets_are_long_and_never_the_same_twice()
    {
        ClientSecret.New().Length.ShouldBe(ClientSecret.Length);
        ClientSecret.New().ShouldNotBe(ClientSecret.New());
    }

    private IClientGrain Client(string id) => edge.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>(id);

    private static NewClient Carrier(string secret) => new(secret, Role.Carrier, "carrier:other", ["numbers"]);
}
