namespace RecycledNumbers.Cli.Tests;

public sealed class NumberTests(Registry registry)
{
    [Fact]
    public async Task A_number_goes_through_its_life()
    {
        var number = registry.Number();

        (await Carrier("number", "assign", number, "--subscriber", "zhou", "--json")).ShouldEnd(0).Json["secondHand"]!.GetValue<bool>().ShouldBeFalse();
        (await Carrier("number", "suspend", number, "--json")).ShouldEnd(0).Json["phase"]!.ToString().ShouldBe("suspended");
        (await Carrier("number", "resume", number, "--json")).ShouldEnd(0).Json["phase"]!.ToString().ShouldBe("inService");
        (await Carrier("number", "forward", number, "--kind", "noAnswer", "--to", registry.Number(), "--json")).ShouldEnd(0).Json["forwarding"]![0]!["kind"]!.ToString().ShouldBe("noAnswer");
        (await Carrier("number", "forward", number, "--kind", "noAnswer", "--json")).ShouldEnd(0).Json["forwarding"]!.AsArray().ShouldBeEmpty();
        (await Carrier("number", "deactivate", number, "--reason", "arrears", "--json")).ShouldEnd(0).Json["phase"]!.ToString().ShouldBe("frozen");
        (await Carrier("number", "reinstate", number, "--subscriber", "zhou", "--json")).ShouldEnd(0).Json["generation"]!.GetValue<int>().ShouldBe(1);
        (await Carrier("number", "transfer", number, "--subscriber", "yue", "--json")).ShouldEnd(0).Json["generation"]!.GetValue<int>().ShouldBe(2);
        (await Carrier("number", "disclosure", number, "--json")).ShouldEnd(0).Json["earlierTenures"]!.GetValue<int>().ShouldBe(1);
        var history = (await Carrier("number", "history", number, "--json")).ShouldEnd(0).Lines;
        history.Length.ShouldBeGreaterThan(5);
        history.Select(static line => System.Text.Json.Nodes.JsonNode.Parse(line)!["type"]!.ToString()).ShouldContain("deactivated");
    }

    [Fact]
    public async Task People_are_shown_words_and_not_JSON()
    {
        var number = registry.Number();

        (await Carrier("number", "assign", number, "--subscriber", "zhou")).ShouldEnd(0);
        var shown = (await Carrier("number", "show", number)).ShouldEnd(0);

        shown.Lines.ShouldContain(static line => line.StartsWith("phase", StringComparison.Ordinal) && line.Contains("inService", StringComparison.Ordinal), shown.ToString());
        shown.Out.ShouldNotContain("{");
        shown.Out.ShouldNotContain("\u001B");
    }

    [Fact]
    public async Task The_same_key_does_it_once_and_another_generation_refuses_it()
    {
        var number = registry.Number();

        var first = (await Carrier("number", "assign", number, "--subscriber", "zhou", "--key", $"key{number}", "--json")).ShouldEnd(0);
        var again = (await Carrier("number", "assign", number, "--subscriber", "zhou", "--key", $"key{number}", "--json")).ShouldEnd(0);

        again.Out.ShouldBe(first.Out);
        (await Carrier("number", "assign", number, "--subscriber", "other", "--key", $"key{number}", "--json")).ShouldEnd(1).Fault["code"]!.ToString().ShouldBe("idempotency_key_reused");
        (await Carrier("number", "deactivate", number, "--reason", "other", "--expect", "7", "--json")).ShouldEnd(1).Fault["code"]!.ToString().ShouldBe("another_tenure");
    }

    [Fact]
    public async Task A_refusal_says_what_is_wrong_and_what_to_do()
    {
        var number = registry.Number();
        (await Carrier("number", "assign", number, "--subscriber", "zhou")).ShouldEnd(0);
        (await Carrier("number", "deactivate", number, "--reason", "other")).ShouldEnd(0);

        var said = (await Carrier("number", "suspend", number)).ShouldEnd(1);

        said.Out.ShouldBeEmpty();
        said.Error.ShouldContain("(frozen)");
        said.Error.ShouldContain("rn number reinstate");
    }

    [Theory]
    [InlineData(1, "not_assigned", "carrier", "number", "suspend", "NEW")]
    [InlineData(1, "invalid_number", "carrier", "number", "show", "12345")]
    [InlineData(1, "not_found", "carrier", "number", "show", "+8613999999999")]
    [InlineData(4, "forbidden", "platformPull", "number", "show", "NEW")]
    [InlineData(1, "not_found", "operator", "deadletter", "replay", "msg_unknown")]
    [InlineData(1, "invalid_field", "platformPull", "check", "NEW", "--token", "tt_\u0001")]
    public async Task A_refusal_has_its_code_and_its_exit_code(int exit, string code, string profile, params string[] arguments)
    {
        var fault = (await registry.As(profile, [.. arguments.Select(word => word == "NEW" ? registry.Number() : word), "--json"])).ShouldEnd(exit).Fault;

        (fault["code"]!.ToString(), fault["exit"]!.GetValue<int>()).ShouldBe((code, exit));
    }

    [Theory]
    [InlineData("number", "deactivate", "+8613800100001")]
    [InlineData("number", "deactivate", "+8613800100001", "--reason", "boredom")]
    [InlineData("number", "shwo", "+8613800100001")]
    [InlineData("check", "+8613800100001")]
    [InlineData("check", "+8613800100001", "--date", "31.1.2026")]
    [InlineData("batch", "send", "no-such-file.csv", "--content", "deactivations")]
    [InlineData("number", "history", "+8613800100001", "--limit", "0")]
    [InlineData("load", "--first", "nonsense")]
    [InlineData("batch", "results")]
    [InlineData("number", "release", "+8613800100001")]
    [InlineData("number", "extend-hold", "+8613800100001", "--until", "2999-01-01T00:00:00Z")]
    [InlineData("deadletter", "replay", "msg_1", "msg_2", "--key", "one")]
    public async Task Arguments_that_make_no_sense_end_with_2(params string[] arguments)
    {
        (await registry.As("carrier", arguments)).ShouldEnd(2).Error.ShouldNotBeEmpty();

        var fault = (await registry.As("carrier", [.. arguments, "--json"])).ShouldEnd(2).Fault;
        (fault["code"]!.ToString() is "usage" or "file", fault["exit"]!.GetValue<int>()).ShouldBe((true, 2));
    }

    [Fact]
    public async Task Help_gives_examples() => (await registry.Rn.Run("number", "deactivate", "--help")).ShouldEnd(0).Out.ShouldContain("rn number deactivate +8613800100001 --reason voluntary");

    private Task<Ran> Carrier(params string[] arguments) => registry.As("carrier", arguments);
}
