using System.Text.Json.Nodes;

namespace RecycledNumbers.Silo.Demo;

/// <summary>The number is given up and rests; what hangs on it is cleared.</summary>
internal sealed class TheFreeze(Stage stage)
{
    private readonly Narrator tell = stage.Narrator;

    public async Task Play()
    {
        await Deactivation();
        await Requests();
        await LateAndRefused();
        await End();
    }

    private async Task Deactivation()
    {
        tell.Chapter("周女士销号", "Ms Zhou gives the number up");
        var frozen = await stage.Command("deactivate", new JsonObject { ["reason"] = "voluntary" });
        tell.Fact(frozen["phase"] == "frozen" && frozen["clearance.state"] == "waiting", $"号码进入冻结期，到 {frozen["frozenUntil"]}", $"The number is frozen until {frozen["frozenUntil"]}", $"{frozen.Status} {frozen.Body}");
        var told = await stage.Until(() => Task.FromResult(stage.RideProgram.Received("rebind.reminder", stage.Number).Count), n => n == 1);
        tell.Fact(told == 1 && stage.RideProgram.Received("number.deactivated", stage.Number).Count == 1, "出行平台收到销号通知和换绑提醒（经平台内消息，绝不发到这个号码）", "The ride platform is told, and asked to remind her in its app, never through this number", $"{told} reminders");
        var pulled = await stage.Until(BankEvents, e => e.Contains("recycled-numbers.rebind.reminder"));
        tell.Fact(pulled.Contains("recycled-numbers.number.deactivated"), "银行拉取到同样的事件", "The bank pulls the same events", string.Join(", ", pulled));
        var phone = await stage.Until(() => stage.Look(stage.NewPhone), n => n.Body["forwarding"]!.AsArray().Count == 0);
        tell.Fact(phone.Body["forwarding"]!.AsArray().Count == 0, "她新手机上指向它的呼叫转移已取消", "The forwarding on her new phone that was aimed at it is off", phone.Body.ToString());
        var early = await stage.Command("assign", new JsonObject { ["subscriber"] = "customer-yue" });
        tell.Fact(early is { Status: 409 } && early["code"] == "frozen", "冻结期内不能再卖", "It can't be sold while it is frozen", $"{early.Status} {early.Body}");
    }

    private async Task Requests()
    {
        tell.Chapter("四天后，宽限期已过", "Four days later the grace period is over");
        await stage.Days(4);
        var asked = await stage.Until(() => Task.FromResult(stage.RideProgram.Received("unbinding.requested", stage.Number).Count), n => n > 0);
        tell.Fact(asked > 0, "出行平台收到解绑请求", "The ride platform is asked to unbind", $"{asked} requests");
        var open = await stage.Until(() => BankUnbinding(), u => u is not null);
        tell.Fact(open?["account"]?.ToString() == "bank-zhou", $"银行拉取到解绑请求，期限 {open?["deadline"]}", $"The bank pulls its request, due {open?["deadline"]}", $"{open}");
    }

    private async Task LateAndRefused()
    {
        tell.Chapter("出行平台拒绝，银行迟迟不答", "The ride platform refuses, the bank keeps silent");
        var request = stage.RideProgram.Received("unbinding.requested", stage.Number)[0]["data"]!;
        var refused = await stage.Ride.Post($"/v1/unbindings/{request["unbindingId"]}/outcome", new JsonObject { ["outcome"] = "refused", ["reason"] = "two rides are unpaid" });
        tell.Fact(refused is { Status: 200 } && refused["state"] == "refused", "拒绝：有两笔行程未付", "Refused: two rides are unpaid", $"{refused.Status} {refused.Body}");
        var unbinding = (await BankUnbinding())!["id"]!.ToString();
        await stage.Days(10);
        var overdue = await stage.Until(BankEvents, e => e.Contains("recycled-numbers.unbinding.overdue"));
        tell.Fact(overdue.Contains("recycled-numbers.unbinding.overdue"), "十天后：银行超期，已升级", "Ten days later the bank is overdue, and that is escalated", string.Join(", ", overdue));
        var late = await stage.Bank.Post($"/v1/unbindings/{unbinding}/outcome", new JsonObject { ["outcome"] = "unbound" });
        tell.Fact(late is { Status: 200 } && late["state"] == "unbound", "迟到的答复仍然有效：银行已解绑", "A late answer still counts: the bank has unbound", $"{late.Status} {late.Body}");
    }

    private async Task End()
    {
        tell.Chapter("第 30 天和第 75 天再提醒周女士，第 90 天冻结期满", "Ms Zhou is reminded on days 30 and 75; on day 90 the freeze ends");
        await stage.Days(20);
        var thirty = await stage.Until(() => Task.FromResult(stage.RideProgram.Received("rebind.reminder", stage.Number).Count), n => n == 2);
        await stage.Days(45);
        var seventyFive = await stage.Until(() => Task.FromResult(stage.RideProgram.Received("rebind.reminder", stage.Number).Count), n => n == 3);
        tell.Fact((thirty, seventyFive) == (2, 3), "两次提醒都已发出", "Both reminders went out", $"{thirty}, {seventyFive}");
        var resting = await stage.Look();
        tell.Fact(resting["phase"] == "frozen", "第 79 天：仍在冻结", "Day 79: still frozen", resting.Body.ToString());
        await stage.Days(12);
        var free = await stage.Until(() => stage.Look(), n => n["phase"] == "available");
        tell.Fact(free["phase"] == "available" && free["clearance.state"] == "residual", "第 91 天：可再售，一个绑定残留，如实记着", "Day 91: available, with one residual binding on record", free.Body.ToString());
    }

    private async Task<HashSet<string>> BankEvents()
    {
        var types = new HashSet<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await stage.Bank.Get($"/v1/events?limit=1000{(next.Length > 0 ? $"&after={Uri.EscapeDataString(next)}" : "")}");
            types.UnionWith(page.Items.Where(e => e["data"]!["number"]!.ToString() == stage.Number).Select(e => e["type"]!.ToString()));
            next = page.Body["next"]?.ToString();
        }

        return types;
    }

    private async Task<JsonNode?> BankUnbinding()
    {
        for (string? next = ""; next is not null;)
        {
            var page = await stage.Bank.Get($"/v1/unbindings?limit=1000{(next.Length > 0 ? $"&after={Uri.EscapeDataString(next)}" : "")}");
            if (page.Items.FirstOrDefault(u => u["number"]!.ToString() == stage.Number) is { } found)
            {
                return found;
            }

            next = page.Body["next"]?.ToString();
        }

        return null;
    }
}
