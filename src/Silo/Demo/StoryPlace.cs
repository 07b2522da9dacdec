using System.Globalization;
using System.Net;
using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Silo.Demo;

/// <summary>Where the story is played.</summary>
/// <param name="Registry">Address of the registry's API.</param>
/// <param name="WebhookPort">Port of the platform program that takes webhooks; 0: a free one on loopback.</param>
internal sealed record StoryPlace(Uri Registry, int WebhookPort = 0)
{
    /// <summary>A registry that runs elsewhere, with the demo clients in the working directory's <c>data/dev-clients.json</c>; null: <c>--at URL</c> is not given.</summary>
    /// <exception cref="StartRefusedException">A value is missing or can't be read.</exception>
    public static StoryPlace? Of(IReadOnlyList<string> arguments)
    {
        if (Value(arguments, "--at") is not { } at)
        {
            return null;
        }

        var registry = Address("--at", at);
        var port = Value(arguments, "--webhook-port") ?? "0";
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= IPEndPoint.MaxPort
            ? new StoryPlace(registry, number)
            : throw new StartRefusedException("--webhook-port is 0-65535.");
    }

    private static string? Value(IReadOnlyList<string> arguments, string name)
    {
        var place = arguments.ToList().IndexOf(name);
        return place < 0 ? null : place + 1 < arguments.Count ? arguments[place + 1] : throw new StartRefusedException($"{name} needs a value.");
    }

    private static Uri Address(string name, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        ? address
        : throw new StartRefusedException($"{name} needs an address such as http://localhost:8080.");
}
