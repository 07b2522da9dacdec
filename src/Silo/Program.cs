using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Silo.Hosting;

try
{
    if (KeyCommand.Handled(args, Console.Out) || Usage.Asked(args, Console.Out))
    {
        return 0;
    }

    if (await HealthCommand.Handled(args) is { } healthy)
    {
        return healthy ? 0 : 1;
    }

    return await SiloProgram.Run(args);
}
catch (Exception refusal) when (StartRefusal.LineOf(refusal) is { } line)
{
    // One clear line for the person who started it; a stack trace would bury it.
    await Console.Error.WriteLineAsync(line);
    return 1;
}
