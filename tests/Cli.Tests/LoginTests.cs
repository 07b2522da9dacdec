namespace RecycledNumbers.Cli.Tests;

public sealed class LoginTests(Registry registry) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_token_is_kept_for_this_user_only_and_the_secret_is_neither_kept_nor_shown()
    {
        var (id, secret) = Carrier();

        var ran = (await new Rn(folder.Path).Run(["login", registry.Address.ToString(), "--client-id", id], secret + "\n")).ShouldEnd(0);

        var file = Path.Combine(folder.Path, "config/rn/default.json");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(file)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (ran + await File.ReadAllTextAsync(file)).ShouldNotContain(secret);
        ran.ToString().ShouldNotContain("eyJ");
        (await new Rn(folder.Path).Run("carrier", "blocks", "--json")).ShouldEnd(0).Json["first"]!.ToString().ShouldBe("+8613800100000");
    }

    [Fact]
    public async Task In_a_terminal_the_secret_is_asked_for_without_an_echo()
    {
        var (id, secret) = Carrier();
        var rn = new Rn(folder.Path);

        var shown = await rn.Typed($"dotnet {Rn.Program} login {registry.Address} --client-id {id}", secret, waitFor: "Client secret:");

        shown.ShouldEnd(0).Out.ShouldNotContain(secret);
        shown.Out.ShouldNotContain("*", Case.Sensitive, "not even its length is shown");
        File.Exists(Path.Combine(folder.Path, "config/rn/default.json")).ShouldBeTrue(shown.ToString());
    }

    [Fact]
    public async Task A_wrong_secret_ends_with_4_and_is_not_shown()
    {
        var ran = await new Rn(folder.Path).Run(["login", registry.Address.ToString(), "--client-id", Carrier().Id], "wrong-secret-word\n");

        ran.ShouldEnd(4).Error.ShouldContain("invalid_client");
        ran.ToString().ShouldNotContain("wrong-secret-word");
    }

    [Fact]
    public async Task A_script_needs_no_sign_in_where_the_environment_says_who_it_is()
    {
        var rn = new Rn(folder.Path);
        (rn.Environment["RN_CLIENT_ID"], rn.Environment["RN_CLIENT_SECRET"]) = Carrier();
        rn.Environment["RN_URL"] = registry.Address.ToString();

        (await rn.Run("carrier", "blocks", "--json")).ShouldEnd(0).Lines.ShouldNotBeEmpty();

        Directory.Exists(Path.Combine(folder.Path, "config")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(2, "http://registry.example", "https")]
    [InlineData(2, "ftp://registry.example", "address")]
    [InlineData(2, "https://me:word@registry.example", "address")]
    [InlineData(3, "http://127.0.0.1:1", "rn whoami")]
    public async Task An_address_that_cannot_be_right_is_refused(int code, string address, string said) =>
        (await new Rn(folder.Path).Run(["login", address, "--client-id", "somebody"], "secret\n")).ShouldEnd(code).Error.ShouldContain(said);

    [Fact]
    public async Task A_secret_of_the_environment_is_not_sent_without_https_to_another_machine_either()
    {
        var rn = new Rn(folder.Path);
        (rn.Environment["RN_URL"], rn.Environment["RN_CLIENT_ID"], rn.Environment["RN_CLIENT_SECRET"]) = ("http://registry.invalid", "me", "secret");

        (await rn.Run("carrier", "blocks")).ShouldEnd(2).Error.ShouldContain("https");
    }

    [Fact]
    public async Task A_profile_is_the_one_that_is_named_else_that_of_the_environment_else_default()
    {
        var rn = new Rn(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "config/rn"));
        foreach (var name in new[] { "default", "second", "third" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, $"config/rn/{name}.json"), $$"""{"registry":"http://127.0.0.1:1","clientId":"me-{{name}}","scope":"numbers","token":"t","until":"2999-01-01T00:00:00Z"}""");
        }

        (await Who()).ShouldBe("me-default");
        rn.Environment["RN_PROFILE"] = "second";
        (await Who()).ShouldBe("me-second");
        (await Who("--profile", "third")).ShouldBe("me-third");

        async Task<string> Who(params string[] named) => (await rn.Run(["whoami", "--json", .. named])).ShouldEnd(0).Json["clientId"]!.ToString();
    }

    [Fact]
    public async Task Nobody_signed_in_ends_with_4_and_says_how_to()
    {
        var rn = new Rn(folder.Path);

        (await rn.Run("number", "show", "+8613800100001")).ShouldEnd(4).Error.ShouldContain("rn login");
        (await rn.Run("whoami", "--profile", "nobody")).ShouldEnd(4);
        (await rn.Run("whoami", "--profile", "../../etc/passwd")).ShouldEnd(2);
        (await rn.Run("logout")).ShouldEnd(4);
    }

    [Fact]
    public async Task A_sign_in_that_is_over_or_broken_is_said_so()
    {
        var rn = new Rn(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "config/rn"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "config/rn/over.json"), """{"registry":"http://127.0.0.1:1","clientId":"me","scope":"numbers","token":"t","until":"2020-01-01T00:00:00Z"}""");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "config/rn/broken.json"), "{");

        (await rn.Run("carrier", "blocks", "--profile", "over")).ShouldEnd(4).Error.ShouldContain("rn login http://127.0.0.1:1/ --client-id me --profile over");
        (await rn.Run("carrier", "blocks", "--profile", "broken")).ShouldEnd(4);
    }

    [Fact]
    public async Task A_load_on_another_machine_is_asked_about_whoever_says_where_that_is()
    {
        var rn = new Rn(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "config/rn"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "config/rn/away.json"), """{"registry":"https://registry.invalid","clientId":"me","scope":"numbers","token":"t","until":"2999-01-01T00:00:00Z"}""");
        string[] load = ["load", "--first", "+8613800150000", "--count", "1", "--rate", "1", "--seconds", "1", "--profile", "away"];
        (await rn.Run(load)).ShouldEnd(2).Error.ShouldContain("--yes");

        (rn.Environment["RN_CLIENT_ID"], rn.Environment["RN_CLIENT_SECRET"]) = Carrier();
        rn.Environment["RN_URL"] = registry.Address.ToString();
        (await rn.Run(load)).Exit.ShouldNotBe(2);
        rn.Environment["RN_URL"] = "https://registry.invalid";

        (await rn.Run([.. load[..^1], "nobody"])).ShouldEnd(2).Error.ShouldContain("--yes");
    }

    public void Dispose() => folder.Dispose();

    private (string Id, string Secret) Carrier()
    {
        var carrier = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(registry.Clients))!["carrier"]!;
        return (carrier["clientId"]!.ToString(), carrier["clientSecret"]!.ToString());
    }
}
