using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Chaos.Load;

/// <summary>A carrier's or platform's program as it should be: one key per command, and the same command again with the same key until there is a definite answer.</summary>
internal sealed class Caller(HttpClient http, string party, History history, CancellationToken giveUp)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary><c>carrier:…</c> or <c>platform:…</c>.</summary>
    public string Party => party;

    /// <summary>Sends until the answer is definite, and puts it on record.</summary>
    /// <param name="asked">What.</param>
    /// <param name="once">Whether it is sent a single time, whatever comes of it.</param>
    public async Task<Operation> Send(Operation asked, bool once = false)
    {
        var invoked = history.Now;
        for (var attempt = 1; ; attempt++)
        {
            var (status, body) = await Try(asked);
            var answered = asked with
            {
                Invoked = invoked,
                Completed = history.Now,
                Attempts = attempt,
                Status = status,
                Answer = body,
                Code = status >= 400 ? body?["code"]?.ToString() : null,
                Outcome = status is >= 200 and < 300 ? Outcome.Ok : status is >= 400 and < 500 and not 401 and not 429 ? Outcome.Refused : Outcome.Unknown,
            };
            if (answered.Outcome != Outcome.Unknown || once || giveUp.IsCancellationRequested)
            {
                history.Add(answered);
                return answered;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Reads, again until it is answered; null when the run is over before.</summary>
    public async Task<JsonObject?> Read(string path)
    {
        while (!giveUp.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(path, giveUp);
                if (answer.IsSuccessStatusCode)
                {
                    return Parse(await answer.Content.ReadAsStringAsync());
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                // Again.
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        return null;
    }

    /// <summary>Sends a recorded command once more, as it was.</summary>
    public Task<(int Status, JsonObject? Body)> Again(Operation operation) => Try(operation);

    private async Task<(int Status, JsonObject? Body)> Try(Operation asked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), asked.Path);
        if (asked.Verb != Verb.Check)
        {
            request.Headers.Add("Idempotency-Key", asked.Key);
        }

        if (asked.Body is not null)
        {
            request.Content = new StringContent(asked.Body, Encoding.UTF8, "application/json");
        }

        try
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var (status, body) = ((int)answer.StatusCode, Parse(text));
            if (status >= 500 && !(status == 503 && body?["code"]?.ToString() is "outcome_unknown" or "unavailable"))
            {
                history.Add(new OddAnswer(history.Now, asked.Key, status, text.Length > 300 ? text[..300] : text));
            }

            return (status, body);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return (0, null);
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
