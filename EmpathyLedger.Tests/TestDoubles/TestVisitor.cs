using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace EmpathyLedger.Tests.TestDoubles;

/// <summary>
/// A browser without scripts: keeps cookies (Secure ones too, as browsers do on localhost and HttpClient does not),
/// follows no redirect by itself, and fills in forms as they were drawn.
/// </summary>
public sealed class TestVisitor(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<IHtmlDocument> OpenAsync(string path) => await ReadAsync(await GetAsync(path));

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    /// <summary>Presses the form's button. Fields are named by their label's or their own name's last part.</summary>
    public Task<HttpResponseMessage> SubmitAsync(IHtmlDocument page, string path, string form, params (string Name, string Value)[] fields)
    {
        var drawn = page.QuerySelectorAll("form").OfType<IHtmlFormElement>()
            .First(candidate => candidate.QuerySelector("input[name=_handler]")?.GetAttribute("value") == form || candidate.GetAttribute("action") == form);
        var values = drawn.QuerySelectorAll("input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields)
        {
            var key = values.Keys.FirstOrDefault(k => k == name || k.EndsWith("." + name, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"The form {form} has no field {name}.");
            values[key] = value;
        }

        var action = drawn.GetAttribute("action") is { Length: > 0 } own ? own : path;
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(values) });
    }

    public async Task<HttpResponseMessage> SubmitAsync(string path, string form, params (string Name, string Value)[] fields) =>
        await SubmitAsync(await OpenAsync(path), path, form, fields);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (!request.Headers.Contains("Accept"))
        {
            request.Headers.Add("Accept", "text/html");
        }

        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var header in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = header.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }

        return response;
    }

    public void Dispose() => _http.Dispose();
}
