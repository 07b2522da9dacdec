using System.Text.Json.Nodes;

namespace RecycledNumbers.Silo.Demo;

/// <summary>Ms 周 has the number: her accounts hang on it, and her new phone forwards to it.</summary>
internal sealed class BeforeTheFreeze(Stage stage)
{
    private readonly Narrator tell = stage.Narrator;

    public async Task Play()
    {
        await AssignToZhou();
        await Accounts();
        await Forwarding();
        await Suspension();
    }

    private async Task AssignToZhou()
    {
        tell.Chapter($"运营商把 {stage.Number} 卖给周女士", $"The carrier sells {stage.Number} to Ms Zhou");
        var sold = await stage.Command("assign", new JsonObject { ["subscriber"] = "customer-zhou" });
        tell.Fact(sold is { Status: 200 } && sold["secondHand"] == "false" && sold["generation"] == "1", "一手号码，第 1 任机主", "A first-hand number, first tenure", $"{sold.Status} {sold.Body}");
        var phone = await stage.Command("assign", new JsonObject { ["subscriber"] = "customer-zhou" }, stage.NewPhone);
        tell.Fact(phone.Status == 200, $"她还有一部新手机 {stage.NewPhone}", $"She also has a new phone, {stage.NewPhone}", $"{phone.Status} {phone.Body}");
    }

    private async Task Accounts()
    {
        tell.Chapter("两个平台登记她绑在这个号码上的账户", "Two platforms register her accounts on this number");
        var webhook = await stage.Ride.Put("/v1/webhook", new JsonObject { ["url"] = stage.RideProgram.Url });
        tell.Fact(webhook.Status == 200, "出行平台接收 webhook", "The ride-hailing platform takes webhooks", $"{webhook.Status} {webhook.Body}");
        stage.RideProgram.Trust(webhook["secret"] is { Length: > 0 } first ? first : (await stage.Ride.Post("/v1/webhook/secret", []))["secret"]);
        await stage.Ride.Post("/v1/webhook/test", []);
        var test = await stage.Until(() => Task.FromResult(stage.RideProgram.Received("webhook.test").Count), n => n > 0);
        tell.Fact(test > 0, "测试事件已到，签名核对无误", "The test event arrived and its signature holds", $"{test} signed test events");

        var ride = await stage.Ride.Post($"/v1/numbers/{stage.Number}/bindings", new JsonObject { ["account"] = "ride-zhou" });
        tell.Fact(ride is { Status: 201 } && ride["action"] == "none", "出行账户 ride-zhou 绑定", "Ride account ride-zhou is bound", $"{ride.Status} {ride.Body}");
        var bank = await stage.Bank.Post($"/v1/numbers/{stage.Number}/bindings", new JsonObject { ["account"] = "bank-zhou" });
        tell.Fact(bank.Status == 201, "银行账户 bank-zhou 绑定，银行存下任期令牌", "Bank account bank-zhou is bound, and the bank keeps its tenure token", $"{bank.Status} {bank.Body}");
        tell.Fact(ride["tenureToken"] != bank["tenureToken"], "两家的令牌不同，无法互相比对", "The two tokens differ: the platforms can't compare them", ride["tenureToken"]);
        stage.BankToken = bank["tenureToken"];
        stage.BoundOn = DateOnly.FromDateTime((await stage.Now()).ToOffset(TimeSpan.FromHours(8)).DateTime);
    }

    private async Task Forwarding()
    {
        tell.Chapter("周女士让新手机的来电转移到这个旧号码", "Ms Zhou forwards her new phone to this old number");
        var set = await stage.Carrier.Put($"/v1/numbers/{stage.NewPhone}/forwarding/unconditional", new JsonObject { ["target"] = stage.Number });
        var aimed = await stage.Until(() => stage.Look(), n => n["inboundForwarding"] == "1");
        tell.Fact(set.Status == 200 && aimed["inboundForwarding"] == "1", "旧号码知道有一条呼叫转移指向它", "The old number knows that a forwarding is aimed at it", $"{set.Status} {aimed.Body}");
    }

    private async Task Suspension()
    {
        tell.Chapter("她欠费停机，又恢复", "Her service is suspended, and resumed");
        var suspended = await stage.Command("suspend", []);
        var asked = await stage.Bank.Get("/v1/unbindings");
        tell.Fact(suspended["phase"] == "suspended" && asked.Items.All(i => i["number"]!.ToString() != stage.Number), "停机不是销号：号码仍是她的，谁也不解绑", "Suspension is not deactivation: the number is still hers, nothing is unbound", $"{suspended.Status} {suspended.Body}");
        var resumed = await stage.Command("resume", []);
        tell.Fact(resumed["phase"] == "inService", "恢复使用", "In service again", $"{resumed.Status} {resumed.Body}");
    }
}
