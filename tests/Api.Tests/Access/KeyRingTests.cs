using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Api.Tests.Access;

public sealed class KeyRingTests : IDisposable
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), $"rn-keys-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Generated_keys_load_in_production()
    {
        KeyRing.Generate(directory).Count.ShouldBe(2);

        Load(isDevelopment: false).Derive("tenure-token").Length.ShouldBe(32);
    }

    [Fact]
    public void Only_the_owner_can_read_the_keys()
    {
        if (OperatingSystem.IsWindows()) return;
        KeyRing.Generate(directory);

        File.GetUnixFileMode(directory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(directory)) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Keys_that_exist_are_never_replaced()
    {
        KeyRing.Generate(directory);
        var before = Load(isDevelopment: false);

        KeyRing.Generate(directory).ShouldBeEmpty();

        Load(isDevelopment: false).Derive("subscriber").ShouldBe(before.Derive("subscriber"));
    }

    [Fact]
    public void Purposes_have_keys_of_their_own()
    {
        KeyRing.Generate(directory);
        var keys = Load(isDevelopment: false);

        keys.Derive("tenure-token").ShouldNotBe(keys.Derive("subscriber"));
    }

    [Fact]
    public void The_key_of_a_purpose_is_the_one_that_stored_hashes_were_made_with()
    {
        KeyRing.Generate(directory);
        File.WriteAllText(Path.Combine(directory, "master.key"), Convert.ToBase64String(SHA256.HashData("golden"u8)));

        Convert.ToHexStringLower(Load(isDevelopment: false).Derive("tenure-token")).ShouldBe("a30b5ff8f28a7086b2c2b9172cd58a6bf56ab2877a9c62455d0605644d859964");
        Convert.ToHexStringLower(Load(isDevelopment: false).Derive("event-salt")).ShouldBe("50cda44f5662e5e4483b154d47b9a17afc5d7a5cfcd1ff32e5f39f7d326443f6");
    }

    [Fact]
    public void The_key_id_stays_the_same_across_starts()
    {
        KeyRing.Generate(directory);

        Load(isDevelopment: false).Signing.KeyId.ShouldBe(Load(isDevelopment: false).Signing.KeyId);
    }

    [Fact]
    public void Development_makes_the_keys_that_are_missing() => Load(isDevelopment: true).DirectoryPath.ShouldBe(directory);

    [Fact]
    public async Task Two_programs_that_start_together_get_the_same_keys()
    {
        var derived = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(Load(isDevelopment: true).Derive("x")))));

        derived.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
    }

    [Fact]
    public void Production_does_not_start_without_a_keys_directory() =>
        Refusal(() => KeyRing.Load(new ConfigurationBuilder().Build(), isDevelopment: false)).ShouldStartWith("Keys:Directory is not set");

    [Fact]
    public void Production_does_not_start_with_an_empty_keys_directory()
    {
        Directory.CreateDirectory(directory);
        Refusal(() => Load(isDevelopment: false)).ShouldContain("master.key is missing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("//////////////////////////////////////////8=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")]
    [InlineData("AQIDBAECAwQBAgMEAQIDBAECAwQBAgMEAQIDBAECAwQ=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v")]
    public void A_master_key_that_is_no_secret_is_refused(string text)
    {
        KeyRing.Generate(directory);
        File.WriteAllText(Path.Combine(directory, "master.key"), text);

        Refusal(() => Load(isDevelopment: false)).ShouldContain("master.key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void A_signing_key_that_is_none_is_refused(string pem) => RefusesSigningKey(pem);

    [Fact]
    public void A_short_RSA_key_is_refused() => RefusesSigningKey(RSA.Create(2048).ExportPkcs8PrivateKeyPem());

    [Fact]
    public void A_public_key_is_refused() => RefusesSigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem());

    [Fact]
    public void Another_curve_is_refused() => RefusesSigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem());

    [Fact]
    public void A_long_RSA_key_is_accepted()
    {
        KeyRing.Generate(directory);
        File.WriteAllText(Path.Combine(directory, "signing.pem"), RSA.Create(3072).ExportPkcs8PrivateKeyPem());

        Load(isDevelopment: false).SigningAlgorithm.ShouldBe("RS256");
    }

    [Fact]
    public async Task Retired_keys_are_published_beside_the_one_that_signs_and_no_token_counts_by_them()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var older = RSA.Create(3072);
        KeyRing.Generate(directory);
        File.WriteAllText(Path.Combine(directory, "retired-2025.pem"), old.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(directory, "retired-2024.pem"), older.ExportSubjectPublicKeyInfoPem());
        await using var app = Edge.Build(directory, static builder => builder.UseOrleans(static silo => silo.UseLocalhostClustering(FreePort.Take(), FreePort.Take())));
        await app.StartAsync();
        using var client = Edge.ClientOf(app);

        var published = (await (await client.GetAsync("/.well-known/jwks.json")).Json()).GetProperty("keys").EnumerateArray().ToList();

        published.Select(static key => key.GetProperty("kty").GetString()).Order().ShouldBe(["EC", "EC", "RSA"]);
        published.ShouldAllBe(static key => key.GetProperty("kid").GetString()!.Length == 43 && key.EnumerateObject().All(member => member.Name != "d"));
        published.Count(static key => key.TryGetProperty("x", out _)).ShouldBe(2);
    }

    [Fact]
    public void A_retired_key_that_is_none_is_refused()
    {
        KeyRing.Generate(directory);
        File.WriteAllText(Path.Combine(directory, "retired-2025.pem"), "nonsense");

        Should.Throw<StartRefusedException>(() => Load(isDevelopment: false)).Message.ShouldContain("retired-2025.pem");
    }

    private void RefusesSigningKey(string pem)
    {
        KeyRing.Generate(directory);
        File.WriteAllText(Path.Combine(directory, "signing.pem"), pem);

        Refusal(() => Load(isDevelopment: false)).ShouldContain("signing.pem");
    }

    private KeyRing Load(bool isDevelopment) =>
        KeyRing.Load(new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Directory", directory)]).Build(), isDevelopment);

    private static string Refusal(Action start)
    {
        var refusal = Should.Throw<StartRefusedException>(start).Message;
        refusal.ShouldNotContain('\n');
        refusal.ShouldContain("dotnet RecycledNumbers.Silo.dll --generate-keys DIR");
        return refusal;
    }
}
