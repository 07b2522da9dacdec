using RecycledNumbers.Api;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Hosting;

try
{
    if (KeyCommand.Handled(args, Console.Out)) return 0;
    if (await HealthCommand.Handled(args) is { } healthy) return healthy ? 0 : 1;

    await using var app = await GatewayHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (StartRefusal.LineOf(refusal) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}
