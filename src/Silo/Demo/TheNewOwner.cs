using System.Globalization;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Silo.Demo;

/// <summary>小月 gets the number, is told the truth, and 盈盈's trouble (a stranger's unpaid rides) does not become hers.</summary>
internal sealed class TheNewOwner(Stage stage)
{
    private readonly Narrator tell = stage.Narrator;

    public async Task Play()
    {
        await AssignToYue();
        await Checks();
        await Seal();
        await History();
    }

    private async Task AssignToYue()
    {
        tell.Chapter("运营商把号码卖给小月，并告诉她实情", "The carrier sells the number to Xiaoyue, and tells her the truth");
        var sold = await stage.Command("assign", new JsonObject { ["subscriber"] = "customer-yue" });
        tell.Fact(sold is { Status: 200 } && sold["secondHand"] == "true" && sold["generation"] == "2", "这是二手号码，她是第 2 任机主", "It is second-hand, and hers is the second tenure", $"{sold.Status} {sold.Body}");
        tell.Fact(
            sold["disclosure.earlierTenures"] == "1" && sold["disclosure.cleared.bank"] == "1" && sold["disclosure.residual.ride-hailing"] == "1",
            $"前任 1 位，{sold["disclosure.lastEnded"]} 止；已清理：银行 1；残留：出行 1",
            $"One earlier owner, until {sold["disclosure.lastEnded"]}; cleared: bank 1; residual: ride-hailing 1",
            sold.Body.ToString());
        var told = await stage.Until(() => Task.FromResult(stage.RideProgram.Received("number.reassigned", stage.Number).Count), n => n == 1);
        tell.Fact(told == 1, "仍有绑定的平台得知号码已换人", "The platform that still holds a binding learns that the owner changed", $"{told}");
    }

    private async Task Checks()
    {
        tell.Chapter("银行在发短信前先问：还是同一个人吗？", "Before it sends, the bank asks: is this still the same person?");
        var token = await stage.Bank.Post("/v1/checks", new JsonObject { ["number"] = stage.Number, ["tenureToken"] = stage.BankToken });
        tell.Fact(token["answer"] == "yes", "按任期令牌：已换人 → yes", "By tenure token: changed → yes", $"{token.Status} {token.Body}");
        var bound = await stage.Bank.Post("/v1/checks", Date(stage.BoundOn));
        tell.Fact(bound["answer"] == "yes", $"按绑定日期 {stage.BoundOn:yyyy-MM-dd}：yes", $"By the day of binding, {stage.BoundOn:yyyy-MM-dd}: yes", $"{bound.Status} {bound.Body}");
        var today = await stage.Bank.Post("/v1/checks", Date(DateOnly.FromDateTime((await stage.Now()).ToOffset(TimeSpan.FromHours(8)).DateTime)));
        tell.Fact(today["answer"] == "no", "按今天：no", "By today: no", $"{today.Status} {today.Body}");
        var before = await stage.Bank.Post("/v1/checks", Date(stage.BoundOn.AddYears(-5)));
        tell.Fact(before["answer"] == "no_data", "早于登记覆盖：no_data", "Before the registry's coverage: no_data", $"{before.Status} {before.Body}");
    }

    private async Task Seal()
    {
        tell.Chapter("小月注册出行账户，那里还挂着周女士没付的两笔行程", "Xiaoyue signs up for rides, where Ms Zhou's two unpaid rides still hang");
        var mine = await stage.Ride.Post($"/v1/numbers/{stage.Number}/bindings", new JsonObject { ["account"] = "ride-yue" });
        tell.Fact(mine is { Status: 201 } && mine["action"] == "seal", "她能注册；平台须封存旧账户，债务一并封存", "She can; the platform must seal the old account, debts and all", $"{mine.Status} {mine.Body}");
        var asked = await stage.Until(Request, r => r is not null);
        var done = await stage.Ride.Post($"/v1/unbindings/{asked?["unbindingId"]}/outcome", new JsonObject { ["outcome"] = "sealed" });
        tell.Fact(done["state"] == "sealed", "旧账户 ride-zhou 已封存", "The old account ride-zhou is sealed", $"{done.Status} {done.Body}");
        var clean = await stage.Carrier.Get($"/v1/numbers/{stage.Number}/disclosure");
        tell.Fact(clean.Body["residual"]!.AsObject().Count == 0 && clean["cleared.ride-hailing"] == "1", "号码上不再有别人的账户", "Nobody else's account hangs on the number any more", clean.Body.ToString());

        Task<JsonNode?> Request() => Task.FromResult(stage.RideProgram.Received("unbinding.requested", stage.Number).Select(e => e["data"]!).FirstOrDefault(d => d["reason"]?.ToString() == "newOwnerRegistered"));
    }

    private async Task History()
    {
        tell.Chapter("号码的一生，逐条在案", "The number's life, on record");
        var history = await stage.Carrier.Get($"/v1/numbers/{stage.Number}/events?limit=1000");
        foreach (var e in history.Items.Where(e => e["type"]!.ToString() is "tenureStarted" or "suspended" or "resumed" or "deactivated" or "inboundForwardingCancelled" or "unbindingOverdue" or "unbindingSettled" or "released"))
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{e["at"]!.GetValue<DateTimeOffset>():yyyy-MM-dd}  {e["type"]}  ({e["actor"]})");
            tell.Say(line, line);
        }

        var sequences = history.Items.Select(e => e["sequence"]!.GetValue<long>()).ToArray();
        tell.Fact(sequences.SequenceEqual(Enumerable.Range(1, sequences.Length).Select(n => (long)n)), $"{sequences.Length} 条事件，无一缺漏", $"{sequences.Length} events without a gap", string.Join(',', sequences));
    }

    private JsonObject Date(DateOnly day) => new() { ["number"] = stage.Number, ["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
}
