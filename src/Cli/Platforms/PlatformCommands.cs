using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Platforms;

/// <summary>Platforms: registered by operators; accounts registered, removed and confirmed by platforms.</summary>
internal static class PlatformCommands
{
    private static readonly Argument<string> Number = new("number") { Description = "The number" };
    private static readonly Option<string> Account = new("--account") { Description = "The platform's own account", Required = true };

    internal static Verb Build() => new("platform", "Platforms, and the accounts that they have on numbers.", "rn platform bind +8613800100001 --account openid-1")
    {
        Add(), Bind(), Unbind(), Confirm(),
    };

    private static Verb Add()
    {
        var category = new Option<string>("--category") { Description = "Category of its accounts, such as shopping", Required = true };
        var deadline = Whole.Within(new Option<int>("--deadline-days") { Description = "Working days that it has for an outcome, 1 to 30", DefaultValueFactory = static _ => 5 }, 1, 30);
        var zone = new Option<string>("--time-zone") { Description = "Time zone in which they are counted", DefaultValueFactory = static _ => "Asia/Shanghai" };
        var silent = Whole.Within(new Option<int>("--silent-days") { Description = "Days after which an account that was not confirmed must be verified again, 30 to 730", DefaultValueFactory = static _ => 90 }, 30, 730);
        var scopes = new Option<string[]>("--grant") { Description = "Scope beside bindings and checks: deactivations, or one of CAMARA's", Arity = ArgumentArity.ZeroOrMore };
        return new Verb("add", "Operators: registers a platform and its API client.", "rn platform add --id acme --name 'Acme Shopping' --category shopping --save acme.json --profile operator")
        {
            Parties.Id, Parties.Name, category, deadline, zone, silent, scopes, Parties.Save, Root.Key,
        }.Does(async call =>
        {
            var registry = call.Registry();
            var body = new PlatformRequest
            {
                Id = call.Need(Parties.Id),
                Name = call.Need(Parties.Name),
                Category = call.Need(category),
                DeadlineWorkingDays = call.Get(deadline),
                TimeZone = call.Get(zone)!,
                SilentPeriodDays = call.Get(silent),
                Scopes = call.Get(scopes),
            };
            Parties.Show(call, await call.Command(key => registry.AddPlatformAsync(key, body, call.Cancellation)));
        });
    }

    private static Verb Bind()
    {
        var category = new Option<string?>("--category") { Description = "Category of the account; the platform's own unless said" };
        var at = new Option<DateTimeOffset?>("--bound-at") { Description = "When it was bound, with its offset; now unless said" };
        return new Verb("bind", "Registers an account on a number. Store the tenure token: rn check --token asks later whether the owner is still the same.", "rn platform bind +8613800100001 --account openid-1")
        {
            Number, Account, category, at, Root.Expect, Root.Key,
        }.Does(async call =>
        {
            var registry = call.Registry();
            var body = new BindRequest { Account = call.Need(Account), Category = call.Get(category), BoundAt = call.Get(at) };
            var bound = await call.Command(key => registry.BindAccountAsync(call.Need(Number), key, body, call.Get(Root.Expect), call.Cancellation));
            call.Screen.Show(bound, static shown => Screen.Facts(
                ("binding", shown.BindingId), ("tenure token", shown.TenureToken), ("to do", shown.Action == BindAction.Seal ? "seal the account of an earlier owner that still hangs there" : "nothing")));
        });
    }

    private static Verb Unbind() => new Verb("unbind", "Removes an account from a number.", "rn platform unbind +8613800100001 --account openid-1") { Number, Account, Root.Expect, Root.Key }.Does(async call =>
    {
        var registry = call.Registry();
        await call.Command(async key =>
        {
            await registry.UnbindAccountAsync(call.Need(Number), call.Need(Account), key, call.Get(Root.Expect), call.Cancellation);
            return true;
        });
        call.Screen.ShowOwn(new { number = call.Need(Number), account = call.Need(Account), removed = true }, static shown => Screen.Facts(("number", shown.number), ("account", shown.account), ("removed", true)));
    });

    private static Verb Confirm() => new Verb("confirm", "Confirms that an account is still its owner's.", "rn platform confirm +8613800100001 --account openid-1") { Number, Account, Root.Key }.Does(async call =>
    {
        var registry = call.Registry();
        var body = new ConfirmRequest { Items = [new ConfirmItem { Number = call.Need(Number), Account = call.Need(Account) }] };
        var answer = await call.Command(key => registry.ConfirmBindingsAsync(key, body, call.Cancellation));
        call.Screen.List(answer.Items, ("number", static i => i.Number), ("account", static i => i.Account), ("result", static i => i.Result), ("code", static i => i.Code));
        return answer.Items.All(static item => item.Code is null) ? ExitCode.Done : ExitCode.Refused;
    });
}
