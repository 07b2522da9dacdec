using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Api.Hosting;

/// <summary><c>--healthy URL</c>: asks a running program whether it is well. For health checks of containers, whose images hold no curl.</summary>
public static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null: the arguments do not ask. Else whether the address answered with success.</summary>
    /// <exception cref="StartRefusedException">The address is missing or can't be read.</exception>
    public static async Task<bool?> Handled(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0] != "--healthy") return null;
        if (arguments.Count != 2 || !Uri.TryCreate(arguments[1], UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new StartRefusedException("--healthy needs one address, such as http://localhost:8080/health/ready.");

        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
