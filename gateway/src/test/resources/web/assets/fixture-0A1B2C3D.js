// a script whose name is its content
