Console.WriteLine("No benchmark is named.");
