using System.Text;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>
/// What stands before the Orleans dashboard: the operators' login, and a hand that writes over what it says. Grain keys are telephone numbers here, and grain types names of classes; the dashboard has no hook for
/// either, so its answers are read and written anew. Stored states it may not show at all: secrets are among them.
/// </summary>
internal static class DashboardDoor
{
    private const string Prefix = "/orleans";

    // Full names of classes as the dashboard has them, and what a person calls them. No name may hold a full stop: the dashboard's page cuts there.
    private static readonly (string Type, string Name)[] Names =
    [
        ("RecycledNumbers.Grains.Numbers.NumberGrain", "Telephone number"),
        ("RecycledNumbers.Grains.Wakes.WakeGrain", "What is due (partition)"),
        ("RecycledNumbers.Grains.Deliveries.Lanes.DeliveryLaneGrain", "Delivery lane"),
        ("RecycledNumbers.Grains.Deliveries.Endpoints.EndpointGrain", "Webhook of a party"),
        ("RecycledNumbers.Grains.Parties.CarrierGrain", "Carrier"),
        ("RecycledNumbers.Grains.Parties.PlatformGrain", "Platform"),
        ("RecycledNumbers.Grains.Access.ClientGrain", "API client"),
        ("RecycledNumbers.Grains.Batches.BatchLaneGrain", "Batch lane"),
        ("RecycledNumbers.Grains.Batches.BatchGrain", "Batch"),
        ("RecycledNumbers.Grains.Checks.NumberBlockGrain", "Index of 10,000 numbers"),
        ("RecycledNumbers.Grains.Holders.HolderCodeGrain", "One-time code"),
        ("RecycledNumbers.Grains.Subscriptions.SubscriptionListGrain", "Subscriptions of a platform"),
    ];

    /// <summary>The classes that have a name for people.</summary>
    internal static IEnumerable<string> Known => Names.Select(static n => n.Type);

    internal static void UseDashboardDoor(this IApplicationBuilder app) =>
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase), static dashboard => dashboard.Use(Pass));

    /// <summary>What it says, as people say it; numbers in full only for those who may see them.</summary>
    internal static string Rewrite(string said, bool mayReadNumbers)
    {
        var text = Names.Aggregate(said, static (so, name) => so.Replace(name.Type, name.Name, StringComparison.Ordinal));
        // In JSON a plus sign may be written as an escape.
        return mayReadNumbers ? text : MaskedNumbers.In(text.Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task Pass(HttpContext context, RequestDelegate next)
    {
        if (await OperatorSession.Find(context) is not { } who)
        {
            if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)) context.Response.Redirect("/console/login?back=/orleans");
            else await ProblemWriter.Write(context, ApiErrors.Unauthorized);
            return;
        }

        if (context.Request.Path.StartsWithSegments(Prefix + "/GrainState", StringComparison.OrdinalIgnoreCase))
        {
            await ProblemWriter.Write(context, ApiErrors.NotFound);
            return;
        }

        foreach (var (name, value) in context.Request.RouteValues.ToArray())
        {
            if (value is string text) context.Request.RouteValues[name] = Names.Aggregate(text, static (so, known) => so.Replace(known.Name, known.Type, StringComparison.Ordinal));
        }

        var answer = context.Response.Body;
        using var said = new MemoryStream();
        context.Response.Body = said;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = answer;
        }

        var bytes = said.ToArray();
        if (context.Response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true) bytes = Encoding.UTF8.GetBytes(Rewrite(Encoding.UTF8.GetString(bytes), who.MayAct));
        if (context.Response.ContentLength is not null) context.Response.ContentLength = bytes.Length;
        await answer.WriteAsync(bytes, context.RequestAborted);
    }
}
